import type { Step } from '../core/step.js';
import type { Figure } from '../core/figures.js';
import type { Bound, BoundFault, FigureBound } from '../operators/ranking/bounds.js';
import type { ExcludedStep, ExclusionReason } from '../operators/ranking/eligibilityCheck.js';
import { latency } from './durations.js';
import { figureName } from './figures.js';
import { dollars, perMillion } from './money.js';
import { grouped } from './numbers.js';
import { percent } from './percents.js';
import { statusWord } from './statuses.js';

/** How a step that is beyond a bound is described: a bound that is added and left out here doesn't compile. */
const BEYOND: Readonly<Record<Bound, (limit: number | string) => string>> = {
  maxLatencyMs: limit => `over ${latency(Number(limit))}`,
  minInvocationsPerMinute: limit => `under ${grouped(Number(limit))} a minute`,
  maxCostPerHour: limit => `over ${dollars(Number(limit))} an hour`,
  maxCostPerInference: limit => `over ${dollars(perMillion(Number(limit)))} per million`,
  maxCpuPercent: limit => `over ${percent(Number(limit))} of CPU`,
  maxMemoryPercent: limit => `over ${percent(Number(limit))} of memory`,
  maxTtftMs: limit => `over ${latency(Number(limit))} to the first token`,
  maxRequestLatencyMs: limit => `over ${latency(Number(limit))} a request`,
  minTokensPerSecond: limit => `under ${grouped(Number(limit))} tokens a second`,
  instances: () => 'another instance type',
  families: () => 'another instance family',
  endpoint: limit => `not ${limit}`,
};

const NOT_MEASURED = 'not measured';

/** Why a step is excluded, in a few words: `over 120 ms`. */
export function reasonText(reason: ExclusionReason): string {
  switch (reason.kind) {
    case 'status':
      return statusWord(reason.status);
    case 'metric':
      return NOT_MEASURED;
    case 'figure':
      return `${figureName(reason.figure, reason.stat)} ${NOT_MEASURED}`;
    case 'price':
      return 'no price';
    case 'bound':
      return reason.actual === undefined ? unmeasuredText(reason) : BEYOND[reason.bound](reason.limit);
  }
}

/** The figures of the bounds of recommendations. */
const BOUNDED: Readonly<Record<string, Figure>> = {
  maxTtftMs: 'TimeToFirstToken',
  maxRequestLatencyMs: 'RequestLatency',
  minTokensPerSecond: 'OutputTokenThroughput',
} satisfies Record<FigureBound, Figure>;

function unmeasuredText({ bound, stat }: BoundFault): string {
  const figure = BOUNDED[bound];
  return figure === undefined || stat === undefined
    ? NOT_MEASURED
    : `${figureName(figure, stat)} ${NOT_MEASURED}`;
}

/** Number of steps that each reason excludes, the most frequent reason first. */
export function reasonTimes(
  excluded: readonly ExcludedStep[],
): readonly (readonly [text: string, times: number])[] {
  const counts = new Map<string, number>();
  for (const { reasons } of excluded) {
    for (const text of new Set(reasons.map(reasonText))) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** The same as text: `12 over 120 ms`. */
export const reasonCounts = (excluded: readonly ExcludedStep[]): readonly string[] =>
  reasonTimes(excluded).map(([text, times]) => `${grouped(times)} ${text}`);

/** Why a step failed, as AWS has it. */
export const failureReason = (step: Step): string =>
  step.InferenceBenchmark?.FailureReason ?? 'no reason given';

/** A reason without its full stop, to go on in a sentence. */
export const withoutFullStop = (reason: string): string => reason.trim().replace(/\.$/, '');
