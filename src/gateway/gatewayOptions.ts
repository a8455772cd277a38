import type { IncomingMessage } from 'node:http';
import type { Observable } from 'rxjs';
import { checkOptions, milliseconds, wholeNumber, type Rule } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { WatchEvent } from '../core/event.js';
import type { JobFilters } from '../core/filters.js';
import type { JobsPage } from '../core/page.js';
import { STALL_MS } from '../sinks/link.js';
import { LINGER_MS } from './feedRegistry.js';

/** What a gateway needs of a recommender. */
export interface WatchSource {
  shared$(jobName: string): Observable<WatchEvent>;
  jobs$(filters?: JobFilters): Observable<JobsPage>;
}

/** A file that the gateway serves as it is. */
export interface StaticFile {
  readonly contentType: string;
  readonly body: Uint8Array | string;
}

/**
 * Whether a request may see a job; without a job, whether it may see the list. Only `true` is yes. What
 * throws, or takes more than ten seconds, is no.
 */
export type Authorize = (
  request: IncomingMessage,
  jobName: string | undefined,
) => boolean | PromiseLike<boolean>;

/** Options of `createGateway`. */
export interface GatewayOptions {
  /** Whose jobs these are: what `connect()` gives. It is left open by `close()`. */
  readonly recommender: WatchSource;
  /** Who may see what. Default: everybody on this machine, and nobody else. */
  readonly authorize?: Authorize | undefined;
  /**
   * Origins of pages that may read, such as `https://tools.example.com`, besides pages of the gateway's own
   * address. Compared whole.
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /**
   * Names that the gateway is called by, such as `jobs.example.com`, without a port. `localhost`, addresses in
   * figures and the hosts of `allowedOrigins` are always right.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Where all of it stands, such as `/recommender`. Default: at the top. */
  readonly basePath?: string | undefined;
  /** Files by their path below `basePath`, such as `/` or `/page.js`. No others can be reached. */
  readonly files?: Readonly<Record<string, StaticFile>> | undefined;
  /** Clients in all. Default 10,000. */
  readonly maxClients?: number | undefined;
  /** Clients of one job. Default 5,000. */
  readonly maxClientsPerJob?: number | undefined;
  /** Jobs that are followed at once, each by a poller. Default 500. */
  readonly maxJobs?: number | undefined;
  /** Milliseconds without progress after which a client is cut off. Default 30,000. */
  readonly stallMs?: number | undefined;
  /** Milliseconds that a job is followed on after its last client has left. Default 10,000. */
  readonly lingerMs?: number | undefined;
  /** Milliseconds that `close()` gives clients to take the rest. Default 5,000. */
  readonly drainMs?: number | undefined;
}

/** The options with nothing left out but `authorize`. */
export interface CheckedGatewayOptions {
  readonly recommender: WatchSource;
  readonly authorize: Authorize | undefined;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly allowedHosts: ReadonlySet<string>;
  readonly basePath: string;
  readonly files: ReadonlyMap<string, StaticFile>;
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

/** Checks the options and fills in the defaults. Fails with `InvalidInputError`, which names the option. */
export function checkGatewayOptions(options: GatewayOptions): CheckedGatewayOptions {
  const given = checkOptions<GatewayOptions>('gateway', options, {
    recommender: aRecommender,
    authorize: isFunction,
    allowedOrigins: origins,
    allowedHosts: hosts,
    basePath: aPath,
    files: someFiles,
    maxClients: wholeNumber(1),
    maxClientsPerJob: wholeNumber(1),
    maxJobs: wholeNumber(1),
    stallMs: milliseconds(1),
    lingerMs: milliseconds(),
    drainMs: milliseconds(),
  }) as Partial<GatewayOptions>;
  if (given.recommender === undefined) throw new InvalidInputError('gateway.recommender', 'is needed');
  const { allowedOrigins = [], allowedHosts = [], files = {} } = given;
  return {
    recommender: given.recommender,
    authorize: given.authorize,
    allowedOrigins: new Set(allowedOrigins),
    allowedHosts: new Set([...allowedHosts, ...allowedOrigins.map(origin => new URL(origin).hostname)]),
    basePath: given.basePath ?? '',
    files: new Map(Object.entries(files)),
    maxClients: given.maxClients ?? 10_000,
    maxClientsPerJob: given.maxClientsPerJob ?? 5_000,
    maxJobs: given.maxJobs ?? 500,
    stallMs: given.stallMs ?? STALL_MS,
    lingerMs: given.lingerMs ?? LINGER_MS,
    drainMs: given.drainMs ?? 5_000,
  };
}
