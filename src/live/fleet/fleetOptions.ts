import type { Observable } from 'rxjs';
import {
  checkOptions,
  isBoolean,
  isObservableLike,
  milliseconds,
  nonEmptyString,
  share,
  validDate,
} from '../../core/check.js';
import { InvalidInputError } from '../../core/errors.js';
import { someKinds, type JobKind } from '../../core/jobKind.js';
import type { JobFilters } from '../../core/filters.js';
import type { WatchOptions } from '../watchOptions.js';
import type { FleetFilters } from './readJobs.js';

/** Options of `fleet$`: which jobs of an account are followed, and how. */
export interface FleetOptions
  extends
    Pick<JobFilters, 'nameContains' | 'creationTimeAfter' | 'creationTimeBefore'>,
    Pick<WatchOptions, 'credentialsGraceMs'> {
  /**
   * Kinds of the jobs that are followed: `classic`, `recommendation` and `benchmark`. Default `['classic']`, as each AI
   * kind takes rights of its own: `sagemaker:ListAIRecommendationJobs` and `sagemaker:DescribeAIRecommendationJob`, or the
   * same two of `AIBenchmarkJob`. Each adds a list of its jobs to a round, with the longest time in between.
   */
  readonly kinds?: readonly JobKind[] | undefined;
  /**
   * Whether to follow the benchmark jobs, too, with which AI recommendation jobs test their candidates. AWS names them
   * `ai-rec-…`. Default false: what they measure arrives with the recommendations.
   */
  readonly childBenchmarks?: boolean | undefined;
  /**
   * Shortest time from one list of jobs to the next, in milliseconds, 1 or more. Default 500. The shortest pause
   * between two polls of one job is ten times that, 5,000 at most, or that if it is longer. Jobs are polled one
   * by one when the list doesn't show their changes, when they are over, and when they are prioritized.
   */
  readonly minIntervalMs?: number | undefined;
  /**
   * Longest time from one list of jobs to the next, in milliseconds; not below the shortest. Default 10,000, or
   * the shortest if that is longer. The longest pause between two polls of one job is six times that.
   */
  readonly maxIntervalMs?: number | undefined;
  /**
   * Age of what is known of a job from which on `stale` is emitted although no call has failed, in
   * milliseconds: there can be more jobs than permits. Longer than twice the longest pause. Default 600,000,
   * or four times the longest pause if that is longer.
   */
  readonly staleAfterMs?: number | undefined;
  /**
   * Share of the connection's quota that the fleet may use, above 0 and up to 1. Default 0.8: a fifth is left to
   * other callers in the account. Where the processes of an account share one quota, all of it.
   */
  readonly quotaShare?: number | undefined;
  /**
   * Names of the jobs to prioritize, such as those that users look at; each set replaces the one before.
   * Prioritized jobs are polled as `watch$` polls, before others, whatever the list of jobs shows. Names of AI jobs
   * and of jobs that aren't followed are ignored. When this fails, the fleet fails with the same error.
   */
  readonly prioritize$?: Observable<ReadonlySet<string>> | undefined;
}

/** The options with all defaults filled in. */
export interface CheckedFleetOptions {
  readonly kinds: ReadonlySet<JobKind>;
  readonly childBenchmarks: boolean;
  readonly filters: FleetFilters;
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  readonly credentialsGraceMs: number;
  readonly staleAfterMs: number;
  readonly quotaShare: number;
  readonly prioritize$: Observable<ReadonlySet<string>> | undefined;
}

const DEFAULT_MIN_MS = 500;
const DEFAULT_MAX_MS = 10_000;
const DEFAULT_CREDENTIALS_GRACE_MS = 300_000;
const DEFAULT_STALE_MS = 600_000;
/** Share of a quota that only this process keeps to, and of one that all processes of the account keep to. */
const DEFAULT_QUOTA_SHARE = { own: 0.8, shared: 1 };

/** The quota of the connection, as far as a fleet keeps to it. */
export interface FleetQuota {
  /** Calls a second; `Infinity` is no limit. */
  readonly perSecond: number;
  /** Whether all processes of the account share it, so that it leaves room for the others by itself. */
  readonly isShared?: boolean;
}

/**
 * Checks the options and fills in the defaults, for a connection with this quota. Fails with
 * `InvalidInputError`, which names the option.
 */
export function checkFleetOptions(
  options?: FleetOptions,
  { isShared = false }: Partial<FleetQuota> = {},
): CheckedFleetOptions {
  const given = checkOptions<FleetOptions>('fleet', options, {
    kinds: someKinds,
    childBenchmarks: isBoolean,
    nameContains: nonEmptyString,
    creationTimeAfter: validDate,
    creationTimeBefore: validDate,
    minIntervalMs: milliseconds(1),
    maxIntervalMs: milliseconds(1),
    credentialsGraceMs: milliseconds(),
    staleAfterMs: milliseconds(1),
    quotaShare: share,
    prioritize$: isObservableLike,
  });
  const { nameContains, creationTimeAfter, creationTimeBefore } = given;
  const { minIntervalMs = Math.min(DEFAULT_MIN_MS, given.maxIntervalMs ?? DEFAULT_MIN_MS) } = given;
  const { maxIntervalMs = Math.max(DEFAULT_MAX_MS, minIntervalMs) } = given;
  if (maxIntervalMs < minIntervalMs) {
    throw new InvalidInputError('fleet.maxIntervalMs', 'must not be below minIntervalMs');
  }
  const { staleAfterMs = Math.max(DEFAULT_STALE_MS, 4 * maxIntervalMs) } = given;
  if (staleAfterMs <= 2 * maxIntervalMs) {
    throw new InvalidInputError('fleet.staleAfterMs', 'must be longer than twice maxIntervalMs');
  }
  return {
    kinds: new Set(given.kinds ?? ['classic']),
    childBenchmarks: given.childBenchmarks ?? false,
    filters: { nameContains, creationTimeAfter, creationTimeBefore },
    minIntervalMs,
    maxIntervalMs,
    credentialsGraceMs: given.credentialsGraceMs ?? DEFAULT_CREDENTIALS_GRACE_MS,
    staleAfterMs,
    quotaShare: given.quotaShare ?? DEFAULT_QUOTA_SHARE[isShared ? 'shared' : 'own'],
    prioritize$: given.prioritize$,
  };
}
