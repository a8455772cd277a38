import { concat, defer, EMPTY, tap, type Observable } from 'rxjs';
import { checkOptions, isObject, oneOf, type Rule } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { LoadedJob } from '../core/load.js';
import { NothingComparedError, RegressionError } from '../core/regressionError.js';
import type { Comparison } from './comparing/comparison.js';
import { isStat } from './ranking/figureReader.js';
import { findRegressions, type RegressionBounds } from './comparing/findRegressions.js';
import { nothingCompared } from './comparing/nothingCompared.js';
import { unlikeLoads, type ComparedLoads } from './comparing/unlikeLoads.js';

/** The options of `assertNoRegression`: the bounds, and the jobs whose loads must be the same. */
export interface RegressionOptions extends RegressionBounds {
  /**
   * The two jobs, as `job$` emits them. Where they were measured under different loads (type, traffic pattern,
   * stopping conditions), nothing is compared. Default: the loads aren't looked at.
   */
  readonly sameLoad?: ComparedLoads | undefined;
}

const percent: Rule = {
  must: 'must be a finite number of percent, 0 or more',
  holds: value => typeof value === 'number' && value >= 0 && value < Infinity,
};

const percentOfLess: Rule = {
  must: 'must be a number of percent, 0 or more and below 100',
  holds: value => percent.holds(value) && (value as number) < 100,
};

const isJob = (value: unknown): boolean =>
  typeof (value as LoadedJob | null | undefined)?.JobType === 'string' &&
  isObject.holds((value as LoadedJob).InputConfig);

const twoJobs: Rule = {
  must: 'must be { job, baseline }, two jobs as job$ emits them',
  holds: value => {
    const { job, baseline } = Object(value) as Partial<ComparedLoads>;
    return isJob(job) && isJob(baseline);
  },
};

const PERCENTS = [
  'latencyPercent',
  'costPercent',
  'throughputPercent',
  'ttftPercent',
  'requestLatencyPercent',
  'tokensPercent',
] as const;

/** Returns the options, checked. Fails with `InvalidInputError`, also where no bound is given. */
export function checkBounds<O extends RegressionOptions>(options: O): O {
  const checked = checkOptions<RegressionOptions>('assertNoRegression', options, {
    latencyPercent: percent,
    costPercent: percent,
    throughputPercent: percentOfLess,
    ttftPercent: percent,
    requestLatencyPercent: percent,
    tokensPercent: percentOfLess,
    stat: isStat,
    missing: oneOf('failed', 'any', 'ignore'),
    sameLoad: twoJobs,
  });
  if (PERCENTS.every(name => checked[name] === undefined)) {
    throw new InvalidInputError('assertNoRegression', `takes at least one of ${PERCENTS.join(', ')}`);
  }
  return { ...options };
}

/**
 * Fails at the end of a comparison where the job is worse than its baseline by more than is allowed.
 * Comparisons pass unchanged; the last one is checked against the bounds.
 *
 * ```text
 * source  --1--2--|    2: ml.c5.xlarge is 14.9% slower
 * result  --1--2--#    { latencyPercent: 5 }: a RegressionError
 * result  --1--2--|    { latencyPercent: 15 }
 * ```
 *
 * A bound that is met exactly passes, to the seven digits that AWS measures with. A configuration that
 * COMPLETED in the baseline and failed now is a regression, and so is a metric with a bound that was
 * measured before and isn't now; the option `missing` changes that. New configurations are not checked.
 *
 * What MaxInvocations means, and with it the cost of an inference, depends on the load of a job: its type, its
 * traffic pattern and its stopping conditions. `sameLoad` refuses to compare where these differ.
 *
 * - **Unit**: percent of the figure before: `{ latencyPercent: 5 }` lets ModelLatency grow from 100 to 105
 *   ms, `{ throughputPercent: 5 }` lets MaxInvocations fall from 100 to 95. Cost is CostPerInference. Recommendations have
 *   bounds of their own: `ttftPercent`, `requestLatencyPercent` and `tokensPercent`.
 * - **Order**: that of the source.
 * - **Skips**: nothing.
 * - **Fails**: with a `RegressionError` that lists every regression; with a `NothingComparedError` where a
 *   bound could be checked against no configuration at all, or where `sameLoad` finds different loads; with
 *   the source's error. Throws
 *   `InvalidInputError` at once for bounds that can't be right, or for none.
 * - **Cost**: remembers the last comparison; no timers.
 *
 * @example
 * ```ts
 * import { assertNoRegression, compareWith, steps$ } from 'stepstream';
 *
 * await steps$('new-job')
 *   .pipe(compareWith(steps$('old-job')), assertNoRegression({ latencyPercent: 5, costPercent: 5 }))
 *   .forEach(() => undefined); // rejects on a regression
 * ```
 *
 * @example With the loads of both jobs compared first
 * ```ts
 * import { firstValueFrom } from 'rxjs';
 * import { assertNoRegression, compareWith, defaultRecommender } from 'stepstream';
 *
 * const recommender = defaultRecommender();
 * const job = await firstValueFrom(recommender.job$('new-job'));
 * const baseline = await firstValueFrom(recommender.job$('old-job'));
 * await recommender
 *   .steps$('new-job')
 *   .pipe(
 *     compareWith(recommender.steps$('old-job')),
 *     assertNoRegression({ costPercent: 10, sameLoad: { job, baseline } }),
 *   )
 *   .forEach(() => undefined);
 * ```
 */
export function assertNoRegression(
  options: RegressionOptions,
): <C extends Comparison>(source: Observable<C>) => Observable<C> {
  const checked = checkBounds(options);
  return <C extends Comparison>(source: Observable<C>) =>
    defer(() => {
      let last: C | undefined;
      const checked$ = defer(() => {
        check(last, checked);
        return EMPTY;
      });
      return concat(source.pipe(tap(comparison => (last = comparison))), checked$);
    });
}

function check(comparison: Comparison | undefined, { sameLoad, ...bounds }: RegressionOptions): void {
  const unlike = sameLoad && unlikeLoads(sameLoad);
  if (unlike !== undefined) throw new NothingComparedError(unlike);
  if (comparison === undefined)
    throw new NothingComparedError('No comparison was emitted that could be checked.');
  const { regressions, uncompared } = findRegressions(comparison, bounds);
  if (regressions.length > 0) throw new RegressionError(regressions);
  if (uncompared.length > 0) throw new NothingComparedError(nothingCompared(comparison, uncompared));
}
