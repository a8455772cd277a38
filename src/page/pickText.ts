import type { Step } from '../core/step.js';
import { metricOf } from '../operators/ranking/metric.js';
import type { Choice } from './choice.js';
import { shortName, type EnvironmentLetters } from '../words/environments.js';
import { grouped, throughput } from '../words/numbers.js';
import { dollars, perMillion } from '../words/money.js';
import { needText } from '../words/needs.js';
import { latency } from '../words/durations.js';
import { percentSize } from '../words/percents.js';
import { reasonCounts } from '../words/reasons.js';
import type { Criteria } from './criteria.js';

/** The pick in words. */
export interface PickText {
  /** What is chosen by: `Cheapest per inference`. */
  readonly by: string;
  /** Figures, each with its name, as they are shown below the pick. */
  readonly figures: readonly (readonly [name: string, text: string])[];
  /** The runner-up and by how much, or that there is none. */
  readonly runnerUp: string;
}

/** Says what is picked and why; undefined where nothing fits. */
export function pickText(
  choice: Choice,
  { requestsPerMinute }: Criteria,
  letters: EnvironmentLetters,
): PickText | undefined {
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

function runnerUpText({ costOf }: Choice, pick: Step, name: string, next: Step): string {
  const [best, second] = [costOf(pick) ?? NaN, costOf(next) ?? NaN];
  const more = (second / best - 1) * 100;
  return `Next: ${name}, ${more > 0 ? `${percentSize(more)} dearer` : 'just as cheap'}.`;
}

/** Why nothing fits: what excludes how many, or that nothing has been measured. */
export function nothingText({ excluded }: Choice): string {
  const reasons = reasonCounts(excluded);
  return reasons.length === 0 ? 'No test has ended yet.' : `Nothing fits so far: ${reasons.join(', ')}.`;
}
