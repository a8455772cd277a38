import { metricOf } from '../operators/ranking/metric.js';
import type { Choice, TestChoice } from './choice.js';
import { deploymentPickText, nothingFitsText } from './deploymentText.js';
import type { PickWords } from './pickWords.js';
import { grouped, throughput } from '../words/numbers.js';
import { dollars, perMillion } from '../words/money.js';
import { needText } from '../words/needs.js';
import { latency } from '../words/durations.js';
import { reasonCounts } from '../words/reasons.js';
import type { Criteria } from './criteria.js';

/** Says what is picked and why; undefined where nothing fits. */
export function pickText(choice: Choice, criteria: Criteria): PickWords | undefined {
  return choice.kind === 'classic' ? testPickText(choice, criteria) : deploymentPickText(choice);
}

function testPickText(choice: TestChoice, { requestsPerMinute }: Criteria): PickWords | undefined {
  const [pick] = choice.ranked;
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
  };
}

/** Why nothing fits: what excludes how many, or that nothing has been measured. */
export function nothingText({ kind, excluded }: Choice, isFinal: boolean): string {
  if (kind === 'recommendation') return nothingFitsText(excluded);
  const reasons = reasonCounts(excluded);
  if (reasons.length === 0) return isFinal ? 'The job has no tests.' : 'No test has ended yet.';
  return `Nothing fits${isFinal ? '' : ' so far'}: ${reasons.join(', ')}.`;
}
