import type { IncomingMessage } from 'node:http';
import type { Time } from '../core/time.js';
import type { Authorize } from './gatewayOptions.js';
import { isAuthorized } from './isAuthorized.js';
import { REFUSALS, type Refusal } from './refusal.js';
import type { TokenAccess } from './tokenAccess.js';

/** Maximum number of requests that wait for `authorize` at once. */
const MAX_PENDING = 1_000;

/**
 * Asks `authorize` for requests. Requests that wait for its answer take no place of a client, so that clients without
 * access can't use up `maxClients`; they have a limit of their own.
 */
export class Authorizer {
  #pending = 0;

  constructor(
    private readonly authorize: Authorize | undefined,
    private readonly time: Time,
    private readonly maxPending: number = MAX_PENDING,
    /** The token that `authorize` asks for, too: a request without it is told so. */
    private readonly token?: TokenAccess,
  ) {}

  /** Whether there is no `authorize`: every request may read everything. */
  get allowsAll(): boolean {
    return this.authorize === undefined;
  }

  /** Why a request may not read a job or, without a job, the list of jobs; undefined where it may. */
  async refusalOf(request: IncomingMessage, jobName: string | undefined): Promise<Refusal | undefined> {
    if (this.#pending >= this.maxPending) return REFUSALS.authorizing;
    this.#pending += 1;
    try {
      if (await this.allows(request, jobName)) return undefined;
      return this.token?.isAllowed(request) === false ? REFUSALS.noToken : REFUSALS.denied;
    } finally {
      this.#pending -= 1;
    }
  }

  /** Whether a request may read a job; for requests that are known already, without the limit. */
  allows(request: IncomingMessage, jobName: string | undefined): Promise<boolean> {
    return isAuthorized(this.authorize, request, jobName, this.time);
  }
}
