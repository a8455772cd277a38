import { finiteNumber, isBoolean, isFunction, nonEmptyStrings, oneOf, type Rule } from '../../core/check.js';
import type { Stat } from '../../core/figures.js';
import { isStat } from './figureReader.js';
import type { PriceOptions } from './prices.js';

/** The bounds of figures of recommendations. */
export type FigureBound = 'maxTtftMs' | 'maxRequestLatencyMs' | 'minTokensPerSecond';

/** The statistic of each bound; those that are absent have their defaults. */
export type BoundStats = Readonly<Partial<Record<FigureBound, Stat | undefined>>>;

/** Requirements on a step. Bounds are inclusive: 100 ms is within `maxLatencyMs: 100`. */
export interface Bounds extends PriceOptions {
  /** Maximum ModelLatency, in milliseconds. */
  readonly maxLatencyMs?: number | undefined;
  /** Minimum MaxInvocations, per minute, of all instances of the test together. */
  readonly minInvocationsPerMinute?: number | undefined;
  /** Maximum cost an hour, in US dollars, of all instances together: CostPerHour, or that by `pricePerHour`. */
  readonly maxCostPerHour?: number | undefined;
  /** Maximum CostPerInference, in US dollars. */
  readonly maxCostPerInference?: number | undefined;
  /** Maximum CpuUtilization, in percent; above 100 on several cores. */
  readonly maxCpuPercent?: number | undefined;
  /** Maximum MemoryUtilization, in percent. */
  readonly maxMemoryPercent?: number | undefined;
  /** Maximum TimeToFirstToken of a recommendation, in milliseconds. */
  readonly maxTtftMs?: number | undefined;
  /** Maximum RequestLatency of a recommendation, in milliseconds. */
  readonly maxRequestLatencyMs?: number | undefined;
  /** Minimum OutputTokenThroughput of a recommendation, in tokens per second, of all of its instances together. */
  readonly minTokensPerSecond?: number | undefined;
  /**
   * Statistic of `maxTtftMs` and `maxRequestLatencyMs`, such as `p90`; or one for each bound by its name:
   * `{ maxTtftMs: 'p90', maxRequestLatencyMs: 'p99' }`. A step without it isn't within: no other statistic takes its
   * place. Default `p50`; of `minTokensPerSecond` the average.
   */
  readonly stat?: Stat | BoundStats | undefined;
  /** Allowed instance types, such as `ml.c5.xlarge`, with or without `ml.`. */
  readonly instances?: readonly string[] | undefined;
  /** Allowed families, such as `ml.c5`, with or without `ml.`. */
  readonly families?: readonly string[] | undefined;
  /** Allowed kind of endpoint: on instances, or serverless. */
  readonly endpoint?: 'realtime' | 'serverless' | undefined;
  /** Whether a step is within a bound whose metric it lacks. Default false. */
  readonly includeUnmeasured?: boolean | undefined;
}

/** The name of a bound. */
export type Bound = Exclude<keyof Bounds, 'includeUnmeasured' | 'stat' | 'pricePerHour'>;

/** A bound that a step breaks, or that can't be checked: `actual` is undefined then. */
export interface BoundFault {
  readonly bound: Bound;
  readonly limit: number | string;
  readonly actual: number | string | undefined;
  /** The statistic of a bound of figures. */
  readonly stat?: Stat;
}

/** The rule that checks each bound as an option. */
export const BOUND_RULES: Readonly<Record<keyof Bounds, Rule>> = {
  maxLatencyMs: finiteNumber(0),
  minInvocationsPerMinute: finiteNumber(0),
  maxCostPerHour: finiteNumber(0),
  maxCostPerInference: finiteNumber(0),
  maxCpuPercent: finiteNumber(0),
  maxMemoryPercent: finiteNumber(0),
  maxTtftMs: finiteNumber(0),
  maxRequestLatencyMs: finiteNumber(0),
  minTokensPerSecond: finiteNumber(0),
  stat: {
    must: `${isStat.must}, or an object of such by the names of bounds`,
    holds: value => isStat.holds(value) || isBoundStats(value),
  },
  pricePerHour: isFunction,
  instances: namesLike(/^(ml\.)?(?!ml\.)[\w-]+\.[\w-]+$/, 'ml.c5.xlarge'),
  families: namesLike(/^(ml\.)?[\w-]+$/, 'ml.c5'),
  endpoint: oneOf('realtime', 'serverless'),
  includeUnmeasured: isBoolean,
};

const FIGURE_BOUNDS: readonly string[] = [
  'maxTtftMs',
  'maxRequestLatencyMs',
  'minTokensPerSecond',
] satisfies FigureBound[];

function isBoundStats(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([bound, stat]) => FIGURE_BOUNDS.includes(bound) && (stat === undefined || isStat.holds(stat)),
  );
}

function namesLike(pattern: RegExp, example: string): Rule {
  return {
    must: `must be a non-empty list of names such as '${example}'`,
    holds: value => nonEmptyStrings.holds(value) && (value as string[]).every(name => pattern.test(name)),
  };
}
