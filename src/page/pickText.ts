import type { Step } from '../core/step.js';
import { metricOf } from '../operators/ranking/metric.js';
import type { Choice, TestChoice } from './choice.js';
import { deploymentPickText, nothingFitsText } from './deploymentText.js';
import type { PickWords } from './pickWords.js';
import { shortName, type EnvironmentLetters } from '../words/environments.js';
import { grouped, throughput } from '../words/numbers.js';
import { dollars, perMillion } from '../words/money.js';
import { needText } from '../words/needs.js';
import { latency } from '../words/durations.js';
import { percentSize } from '../words/percents.js';
import { reasonCounts } from '../words/reasons.js';
import type { Criteria } from './criteria.js';

/** Says what is picked and why; undefined where nothing fits. */
export function pickText(
  choice: Choice,
  criteria: Criteria,
  letters: EnvironmentLetters,
): PickWords | undefined {
  return choice.kind === 'classic'
    ? testPickText(choice, criteria, letters)
    : deploymentPickText(choice, letters);
}

function testPickText(
  choice: TestChoice,
  { requestsPerMinute }: Criteria,
  letters: EnvironmentLetters,
): PickWords | undefined {
  const [pick, next] = choice.ranked;
  if (pick === undefined) return undefined;
  const monthly = choice.monthly?.of(pick);
  const metric = (name: Parameters<typeof metricOf>[1]): number | undefined => metricOf(pick, name);
  return {
    by:
      requestsPerMinute === undefined
        ? 'Cheapest per inference'
        : `Cheapest month at ${grouped(requestsPerMinute)} requests a minute`,
    figures: [
      ...(monthly === undefined
        ? []
        : ([
            ['Per month', dollars(monthly.costPerMonth)],
            ['Needed', needText(pick, monthly)],
          ] as const)),
      [
        'Per million inferences',
        dollars(choice.monthly === undefined ? choice.costOf(pick) : perMillion(metric('CostPerInference'))),
      ],
      ['Per hour', dollars(metric('CostPerHour'))],
      ['Latency', latency(metric('ModelLatency'))],
      ['Invocations a minute', throughput(metric('MaxInvocations'))],
    ],
    runnerUp:
      next === undefined ? 'Nothing else fits.' : runnerUpText(choice, pick, shortName(next, letters), next),
  };
}

function runnerUpText({ costOf }: TestChoice, pick: Step, name: string, next: Step): string {
  const [best, second] = [costOf(pick) ?? NaN, costOf(next) ?? NaN];
  const more = (second / best - 1) * 100;
  return `Next: ${name}, ${more > 0 ? `${percentSize(more)} dearer` : 'just as cheap'}.`;
}

/** Why nothing fits: what excludes how many, or that nothing has been measured. */
export function nothingText({ kind, excluded }: Choice): string {
  if (kind === 'recommendation') return nothingFitsText(excluded);
  const reasons = reasonCounts(excluded);
  return reasons.length === 0 ? 'No test has ended yet.' : `Nothing fits so far: ${reasons.join(', ')}.`;
}
