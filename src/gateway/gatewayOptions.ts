import type { IncomingMessage, ServerResponse } from 'node:http';
import { EMPTY, type Observable } from 'rxjs';
import { checkOptions, milliseconds, wholeNumber, type Rule } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { WatchEvent } from '../core/event.js';
import type { AIBenchmarkJobSummary, AIRecommendationJobSummary } from '../core/aiJob.js';
import type { AIJobFilters, JobFilters } from '../core/filters.js';
import type { Job } from '../core/job.js';
import type { JobLog } from '../core/jobLog.js';
import { someKinds, type JobKind } from '../core/jobKind.js';
import type { JobsPage } from '../core/page.js';
import { STALL_MS } from '../sinks/link.js';
import { LINGER_MS } from './feedRegistry.js';
import { isLoopbackHost } from './isLoopback.js';
import type { FleetOptions } from '../live/fleet/fleetOptions.js';
import type { WatchOptions } from '../live/watchOptions.js';
import type { KnownState } from '../core/knownState.js';
import { isToken, TOKEN_RULE } from './token.js';
import { tokenAccess, type TokenAccess } from './tokenAccess.js';

/** The methods of a recommender that a gateway calls. */
export interface WatchSource {
  shared$(jobName: string): Observable<WatchEvent>;
  /** Called instead of `shared$` by a gateway with a `relay`. */
  watch$?(jobName: string, options?: WatchOptions): Observable<WatchEvent>;
  jobs$(filters?: JobFilters): Observable<JobsPage>;
  /** Called for the view of all running jobs at `/fleet`. Absent: there is none. */
  fleet$?: ((options?: FleetOptions) => Observable<WatchEvent>) | undefined;
  /** Called once for each running job of that view, as the total number of tests follows from its description alone. */
  job$?(jobName: string): Observable<Job>;
  /** Asked for the lists of AI jobs by a gateway with such `kinds`. */
  readonly ai?: AIJobSource;
}

/** The lists of AI jobs of a recommender. */
export interface AIJobSource {
  jobs$(filters?: AIJobFilters): Observable<JobsPage<AIRecommendationJobSummary>>;
  benchmarks$(filters?: AIJobFilters): Observable<JobsPage<AIBenchmarkJobSummary>>;
}

/** A file that the gateway serves unchanged. */
export interface StaticFile {
  readonly contentType: string;
  readonly body: Uint8Array | string;
}

/**
 * Whether a request may read a job or, without a job, the list of jobs. Only `true` grants access. A function that
 * throws, rejects or takes more than ten seconds denies it.
 */
export type Authorize = (
  request: IncomingMessage,
  jobName: string | undefined,
) => boolean | PromiseLike<boolean>;

/** Answers a request for metrics. OpenTelemetry's `PrometheusExporter` is one. */
export interface MetricsSource {
  getMetricsRequestHandler(request: IncomingMessage, response: ServerResponse): void;
}

/** Options of `createGateway`. */
export interface GatewayOptions {
  /** Source of the jobs: the result of `connect()`. `close()` leaves it open. */
  readonly recommender: WatchSource;
  /**
   * Kinds of the jobs in the list at `/jobs`: `classic`, `recommendation` and `benchmark`. Default `['classic']`, as each AI kind takes
   * a right of its own: `sagemaker:ListAIRecommendationJobs` or `sagemaker:ListAIBenchmarkJobs`. A job of any kind is followed by its
   * name, whatever is listed.
   */
  readonly kinds?: readonly JobKind[] | undefined;
  /**
   * Logs that several gateways share, such as `redisRelay()` of `stepstream/redis` makes: each job is polled by one of them
   * and served by all, and a client that reconnects to another one resumes there. Default: none, this gateway polls all of its jobs.
   */
  readonly relay?: JobLog | undefined;
  /** Access control. Default: clients on this machine may read everything, and all others are refused. */
  readonly authorize?: Authorize | undefined;
  /**
   * Token of at least 16 letters, digits and `-._~`: a client needs it as `Authorization: Bearer TOKEN`, or as the cookie that `POST /session` with
   * this header gives. It counts as an `authorize`; with one, a request needs both. Default: none.
   */
  readonly token?: string | undefined;
  /**
   * Interval at which `authorize` is asked again for each connected client, with the request with which it connected, in
   * milliseconds. A client that is denied by then receives the error `DENIED` and is closed with 1008. Default: `authorize` is asked
   * once for each connection; `reauthorize()` asks it again.
   */
  readonly reauthorizeMs?: number | undefined;
  /**
   * Origins of other pages that may read, such as `https://tools.example.com`, compared as a whole. Pages of the
   * gateway's own address always may. Without `authorize` only origins of this machine, such as `http://localhost:5173`.
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /**
   * Host names under which the gateway is reached, such as `jobs.example.com`, without a port. `localhost`, IP
   * addresses and the hosts of `allowedOrigins` are always allowed. Without `authorize` only names and addresses of this
   * machine are.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Path below which the gateway serves everything, such as `/recommender`. Default: the root. */
  readonly basePath?: string | undefined;
  /** Files to serve, by their path below `basePath`, such as `/` or `/page.js`. Default: none. */
  readonly files?: Readonly<Record<string, StaticFile>> | undefined;
  /**
   * What answers `/metrics`: a `PrometheusExporter` of OpenTelemetry, with `preventServerStart: true`. It is closed as the list of
   * jobs is: `authorize` is asked without a job. Default: none, there is no such address.
   */
  readonly metrics?: MetricsSource | undefined;
  /** Maximum number of clients. Default 10,000. */
  readonly maxClients?: number | undefined;
  /** Maximum number of clients of one job. Default 5,000. */
  readonly maxClientsPerJob?: number | undefined;
  /** Maximum number of jobs that are followed at once, each by one poller. Default 500. */
  readonly maxJobs?: number | undefined;
  /** Longest time without progress after which a client is cut off, in milliseconds. Default 30,000. */
  readonly stallMs?: number | undefined;
  /** How long a job is still followed after its last client has left, in milliseconds. Default 10,000. */
  readonly lingerMs?: number | undefined;
  /** Grace period of `close()` for clients to receive pending messages, in milliseconds. Default 5,000. */
  readonly drainMs?: number | undefined;
}

/** Shared logs, and the watches that feed them. */
export interface CheckedRelay {
  readonly log: JobLog;
  readonly watch: (jobName: string, known: KnownState | undefined) => Observable<WatchEvent>;
}

/** The options with all defaults filled in. */
export interface CheckedGatewayOptions {
  readonly recommender: WatchSource;
  readonly kinds: ReadonlySet<JobKind>;
  /** Whether the recommender can follow a fleet. */
  readonly hasFleet: boolean;
  readonly relay: CheckedRelay | undefined;
  readonly authorize: Authorize | undefined;
  readonly token: TokenAccess | undefined;
  readonly reauthorizeMs: number | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly allowedHosts: ReadonlySet<string>;
  readonly basePath: string;
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly metrics: MetricsSource | undefined;
  readonly maxClients: number;
  readonly maxClientsPerJob: number;
  readonly maxJobs: number;
  readonly stallMs: number;
  readonly lingerMs: number;
  readonly drainMs: number;
}

const isFunction: Rule = { must: 'must be a function', holds: value => typeof value === 'function' };
const aRecommender: Rule = {
  must: 'must be what connect() gives: something with shared$ and jobs$',
  holds: value =>
    isFunction.holds((value as Partial<WatchSource> | null)?.shared$) &&
    isFunction.holds((value as Partial<WatchSource> | null)?.jobs$),
};
const aJobLog: Rule = {
  must: 'must be what redisRelay() gives: something with join, append, read, lease, release, cached and leaseMs',
  holds: value =>
    ['join', 'append', 'read', 'lease', 'release', 'cached'].every(name =>
      isFunction.holds((value as Record<string, unknown> | null)?.[name]),
    ) && milliseconds(1).holds((value as Partial<JobLog>).leaseMs),
};
const aMetricsSource: Rule = {
  must: 'must be a PrometheusExporter of OpenTelemetry: something with getMetricsRequestHandler',
  holds: value => isFunction.holds((value as Partial<MetricsSource> | null)?.getMetricsRequestHandler),
};
const aText: Rule = { must: 'must be a text', holds: value => typeof value === 'string' };
const isOrigin = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^https?:\/\//.test(value) &&
  URL.canParse(value) &&
  new URL(value).origin === value;
const origins: Rule = {
  must: "must be a list of origins such as 'https://tools.example.com', in lower case and without a path",
  holds: value => Array.isArray(value) && value.every(isOrigin),
};
const hosts: Rule = {
  must: "must be a list of host names such as 'jobs.example.com', in lower case and without a port",
  holds: value =>
    Array.isArray(value) &&
    value.every(one => typeof one === 'string' && /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/.test(one)),
};
const aPath: Rule = {
  must: "must be a path such as '/recommender', with a slash in front and none at the end",
  holds: value => typeof value === 'string' && /^(\/[A-Za-z0-9._~-]+)*$/.test(value),
};
const isFile = ([path, file]: readonly [string, Partial<StaticFile> | null]): boolean =>
  /^\/[A-Za-z0-9._~/-]*$/.test(path) &&
  /^[\x20-\x7e]+$/.test(file?.contentType ?? '') &&
  (typeof file?.body === 'string' || file?.body instanceof Uint8Array);
const someFiles: Rule = {
  must: "must be files by their path: { '/page.js': { contentType, body } }",
  holds: value => typeof value === 'object' && value !== null && Object.entries(value).every(isFile),
};

/** Checks the options and fills in the defaults. Throws an `InvalidInputError` that names the option. */
export function checkGatewayOptions(options: GatewayOptions): CheckedGatewayOptions {
  const given = checkOptions<GatewayOptions>('gateway', options, {
    recommender: aRecommender,
    kinds: someKinds,
    relay: aJobLog,
    authorize: isFunction,
    token: aText,
    reauthorizeMs: milliseconds(1),
    allowedOrigins: origins,
    allowedHosts: hosts,
    basePath: aPath,
    files: someFiles,
    metrics: aMetricsSource,
    maxClients: wholeNumber(1),
    maxClientsPerJob: wholeNumber(1),
    maxJobs: wholeNumber(1),
    stallMs: milliseconds(1),
    lingerMs: milliseconds(),
    drainMs: milliseconds(),
  }) as Partial<GatewayOptions>;
  if (given.recommender === undefined) throw new InvalidInputError('gateway.recommender', 'is needed');
  const kinds = checkKinds(given.kinds ?? ['classic'], given.recommender);
  const { allowedOrigins = [], allowedHosts = [], files = {} } = given;
  const token = given.token === undefined ? undefined : tokenAccess(checkToken(given.token));
  const authorize = authorizeWith(token, given.authorize);
  if (authorize === undefined) {
    checkLocal('allowedOrigins', allowedOrigins, origin => new URL(origin).hostname);
    checkLocal('allowedHosts', allowedHosts, name => name);
    if (given.reauthorizeMs !== undefined) throw needsAuthorize('reauthorizeMs', 'there is nothing to ask');
  }
  return {
    recommender: given.recommender,
    kinds,
    hasFleet: isFunction.holds((given.recommender as Partial<Record<'fleet$', unknown>>).fleet$),
    relay: given.relay && relayOf(given.relay, given.recommender),
    authorize,
    token,
    reauthorizeMs: given.reauthorizeMs,
    allowedOrigins: new Set(allowedOrigins),
    allowedHosts: new Set([...allowedHosts, ...allowedOrigins.map(origin => new URL(origin).hostname)]),
    basePath: given.basePath ?? '',
    files: new Map(Object.entries(files)),
    metrics: given.metrics,
    maxClients: given.maxClients ?? 10_000,
    maxClientsPerJob: given.maxClientsPerJob ?? 5_000,
    maxJobs: given.maxJobs ?? 500,
    stallMs: given.stallMs ?? STALL_MS,
    lingerMs: given.lingerMs ?? LINGER_MS,
    drainMs: given.drainMs ?? 5_000,
  };
}

/** AI jobs are listed by what `ai` of a connection has. */
function checkKinds(kinds: readonly JobKind[], recommender: WatchSource): ReadonlySet<JobKind> {
  const ai = recommender.ai as Partial<Record<keyof AIJobSource, unknown>> | undefined;
  const isListed = kinds.some(kind => kind !== 'classic');
  if (isListed && !(isFunction.holds(ai?.jobs$) && isFunction.holds(ai?.benchmarks$))) {
    throw new InvalidInputError(
      'gateway.recommender',
      'must have ai.jobs$ and ai.benchmarks$, too, with such gateway.kinds',
    );
  }
  return new Set(kinds);
}

/** A relay watches with `watch$`, which goes on from what is known. */
function relayOf(log: JobLog, recommender: WatchSource): CheckedRelay {
  if (!isFunction.holds((recommender as Partial<Record<'watch$', unknown>>).watch$)) {
    throw new InvalidInputError('gateway.recommender', 'must have watch$, too, with gateway.relay');
  }
  return {
    log,
    watch: (jobName, known) => recommender.watch$?.(jobName, known && { known }) ?? EMPTY,
  };
}

/** Returns a token that is one. The error doesn't show it. */
function checkToken(token: string): string {
  if (isToken(token)) return token;
  throw new InvalidInputError('gateway.token', TOKEN_RULE);
}

/** Asks for the token first, then `authorize`. */
function authorizeWith(
  token: TokenAccess | undefined,
  authorize: Authorize | undefined,
): Authorize | undefined {
  if (token === undefined) return authorize;
  return (request, jobName) =>
    token.isAllowed(request) && (authorize === undefined || authorize(request, jobName));
}

/** Throws where a name isn't one of this machine: other machines are served with `authorize` alone. */
function checkLocal(option: string, names: readonly string[], hostOf: (name: string) => string): void {
  const open = names.find(name => !isLoopbackHost(hostOf(name)));
  if (open !== undefined) throw needsAuthorize(option, `${open} isn't a name of this machine`);
}

const needsAuthorize = (option: string, why: string): InvalidInputError =>
  new InvalidInputError(`gateway.${option}`, `needs gateway.authorize: ${why}`);
