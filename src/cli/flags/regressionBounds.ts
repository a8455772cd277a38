import { InvalidInputError } from '../../core/errors.js';
import type { Stat } from '../../core/figures.js';
import type { JobKind } from '../../core/jobKind.js';
import { checkBounds } from '../../operators/assertNoRegression.js';
import type { RegressionBounds } from '../../operators/comparing/findRegressions.js';

/** The flags of `compare` that say how much worse a job may be, in percent. */
export interface RegressionSettings {
  readonly existingEndpoint?: boolean;
  readonly maxLatencyRegression?: number;
  readonly maxCostRegression?: number;
  readonly maxThroughputRegression?: number;
  readonly maxTtftRegression?: number;
  readonly maxRequestLatencyRegression?: number;
  readonly maxTokensRegression?: number;
  /** Statistic of the latencies of recommendations. */
  readonly stat?: Stat;
  readonly missing?: 'failed' | 'any' | 'ignore';
}

type Percents = Omit<RegressionBounds, 'missing' | 'stat'>;

/** The flag of each bound, and the kind of jobs that it is for. */
const FLAGS = [
  ['classic', 'maxLatencyRegression', 'latencyPercent', '--max-latency-regression'],
  ['classic', 'maxCostRegression', 'costPercent', '--max-cost-regression'],
  ['classic', 'maxThroughputRegression', 'throughputPercent', '--max-throughput-regression'],
  ['recommendation', 'maxTtftRegression', 'ttftPercent', '--max-ttft-regression'],
  [
    'recommendation',
    'maxRequestLatencyRegression',
    'requestLatencyPercent',
    '--max-request-latency-regression',
  ],
  ['recommendation', 'maxTokensRegression', 'tokensPercent', '--max-tokens-regression'],
] as const satisfies readonly (readonly [JobKind, keyof RegressionSettings, keyof Percents, string])[];

/**
 * What the flags allow, of jobs of this kind; where none says so, 5% of the default bounds. Fails with `InvalidInputError` for a
 * flag of the other kind.
 */
export function regressionBounds(settings: RegressionSettings, kind: JobKind): RegressionBounds {
  const { existingEndpoint = false, missing = 'failed', stat } = settings;
  const given = FLAGS.filter(([, flag]) => settings[flag] !== undefined);
  const wrong = given.find(([of]) => of !== kind);
  if (wrong !== undefined) {
    const jobs =
      wrong[0] === 'classic' ? 'classic jobs, and these are AI jobs' : 'AI jobs, and these are classic ones';
    throw new InvalidInputError(wrong[3], `goes with ${jobs}`);
  }
  if (kind === 'classic' && stat !== undefined) {
    throw new InvalidInputError('--stat', 'goes with AI jobs, and these are classic ones');
  }
  if (kind !== 'classic' && existingEndpoint) {
    throw new InvalidInputError('--existing-endpoint', 'goes with classic jobs: an AI job measures none');
  }
  const percents: Percents =
    given.length > 0
      ? Object.fromEntries(given.map(([, flag, bound]) => [bound, settings[flag]]))
      : defaultBounds(kind, existingEndpoint);
  return checkBounds({ ...percents, ...(stat !== undefined && { stat }), missing });
}

/**
 * The bounds where no flag gives one. An existing endpoint has no known cost, so its throughput is bounded instead; of
 * recommendations no cost is known, either.
 */
function defaultBounds(kind: JobKind, existingEndpoint: boolean): Percents {
  if (kind !== 'classic') return { ttftPercent: 5, tokensPercent: 5 };
  return existingEndpoint
    ? { latencyPercent: 5, throughputPercent: 5 }
    : { latencyPercent: 5, costPercent: 5 };
}
