import { unchecked, checkOptions, milliseconds, positiveOrInfinity, wholeNumber } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import { hasSend, refuseMisplacedClient } from './misplacedClient.js';
import { QUOTA_DEFAULTS, type CheckedQuota, type Quota } from './quota.js';
import { RETRY_DEFAULTS, type RetryOptions } from './retryPolicy.js';
import type { ClientOptions, RecommenderClient } from './sageMakerApi.js';
import type { SharedQuota } from './sharedQuota.js';

/** Options of `connect`. */
export interface ConnectOptions extends ClientOptions {
  /**
   * A client of your own, which is never changed and never destroyed. Turn its own retries off. `region` and
   * `endpoint` are ignored then, as the client has its own. It should be of the `@aws-sdk/client-sagemaker` that
   * stepstream finds: commands of 3.1142 work on clients of 3.1120, and not on those of 3.850.
   */
  readonly client?: RecommenderClient | undefined;
  /** The rate limit of all streams together. Default: 2 calls a second, 2 at once. */
  readonly quota?: Quota | undefined;
  /** How failed calls are retried. */
  readonly retry?: RetryOptions | undefined;
}

/** The options with all defaults filled in. */
export interface CheckedOptions extends ClientOptions {
  readonly client?: RecommenderClient | undefined;
  readonly quota: CheckedQuota;
  readonly retry: Required<RetryOptions>;
}

/** Checks the options and fills in the defaults. Fails with `InvalidInputError`, which names the option. */
export function checkConnectOptions(options?: ConnectOptions): CheckedOptions {
  refuseMisplacedClient(options);
  const given = checkOptions<ConnectOptions>('connect', options, {
    client: {
      must: "must have a method 'send', as SageMakerClient has",
      holds: hasSend,
    },
    region: {
      must: "must be the name of a region, such as 'eu-west-1'",
      holds: value => typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
    },
    endpoint: { must: 'must be a URL with http or https', holds: isHttpUrl },
    quota: unchecked,
    retry: unchecked,
  });
  const quota = withDefaults(QUOTA_DEFAULTS, given.quota, 'quota', {
    perSecond: positiveOrInfinity,
    burst: wholeNumber(1),
    shared: { must: 'must be a shared quota, such as redisQuota() makes', holds: isSharedQuota },
  });
  if (quota.shared !== undefined && quota.perSecond === Infinity)
    throw new InvalidInputError('quota.perSecond', 'must be finite where the quota is shared');
  const retry = withDefaults(RETRY_DEFAULTS, given.retry, 'retry', {
    attempts: wholeNumber(1),
    baseMs: milliseconds(),
    capMs: milliseconds(),
    attemptDeadlineMs: milliseconds(1),
  });
  return { client: given.client, region: given.region, endpoint: given.endpoint, quota, retry };
}

function withDefaults<O extends object>(
  defaults: O,
  given: Partial<O> | undefined,
  name: string,
  rules: Parameters<typeof checkOptions<Partial<O>>>[2],
): O {
  const known = Object.entries(checkOptions<Partial<O>>(name, given, rules)).filter(
    ([, value]) => value !== undefined,
  );
  return { ...defaults, ...(Object.fromEntries(known) as Partial<O>) };
}

function isSharedQuota(value: unknown): boolean {
  const { reserve, pace, now, leave } = (value ?? {}) as Record<keyof SharedQuota, unknown>;
  return [reserve, pace, now, leave].every(method => typeof method === 'function');
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
