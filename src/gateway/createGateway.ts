import { EMPTY } from 'rxjs';
import { checkOptions, nonEmptyString, wholeNumber } from '../core/check.js';
import { ClosedError, InvalidInputError } from '../core/errors.js';
import { systemTime, type Time } from '../core/time.js';
import { heartbeatMsOf } from '../sinks/heartbeat.js';
import { AccessReview } from './accessReview.js';
import { Authorizer } from './authorizer.js';
import { ClientAdmission } from './clientAdmission.js';
import { ClientRegistry } from './clientRegistry.js';
import type { Ending } from './client.js';
import { FeedRegistry } from './feedRegistry.js';
import { messageFrame } from './messageFrame.js';
import { checkGatewayOptions, type CheckedGatewayOptions, type GatewayOptions } from './gatewayOptions.js';
import { FleetFeed } from './fleet/fleetFeed.js';
import type { StartFleet } from './fleet/startFleet.js';
import { watchedFleet } from './fleet/watchedFleet.js';
import type { Bound } from './guard.js';
import { JobListCache } from './jobListCache.js';
import { jobLists, type JobLists } from './jobLists.js';
import { isLoopback } from './isLoopback.js';
import type { AnyServer } from './anyServer.js';
import { attachHandlers } from './attachHandlers.js';
import { closeServer, createHttpServer, listenOn } from './httpServer.js';
import { Relay } from './relay/relay.js';
import { sharedLists } from './relay/sharedLists.js';
import { RequestHandler } from './requestHandler.js';
import { routeOf } from './route.js';
import { UpgradeHandler } from './upgradeHandler.js';
import { ConnectionLimits } from './connectionLimits.js';
import { watchedFeed } from './watchedFeed.js';
import { loadWebSocketUpgrade, type Upgrade } from './webSocketUpgrade.js';

/**
 * How much longer than a job the fleet is still followed after its last client has left: to begin anew costs a call for each
 * running job, and to go on a list now and then.
 */
const FLEET_LINGERS = 6;

/** Address for a gateway to listen on. */
export interface ListenOptions {
  /** Port. Default 0: any free port. */
  readonly port?: number | undefined;
  /** Host name or IP address. Default `127.0.0.1`: reachable from this machine alone. */
  readonly host?: string | undefined;
}

/** Address on which a gateway listens. */
export interface ListenAddress {
  /** URL, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
}

/** Present load of a gateway. */
export interface GatewayStats {
  /** Number of connected clients. */
  readonly clients: number;
  /** Number of connected clients that are behind, and receive only the latest state of each step (conflation). */
  readonly behind: number;
  /** Number of jobs that are followed. */
  readonly jobs: number;
  /** Number of them that this gateway polls itself: all, unless it has a `relay`. */
  readonly polled: number;
}

/** A server for many clients, with one poller for each job. */
export interface Gateway {
  /**
   * Handles the gateway's addresses on an existing server. Request listeners that were added before receive all other
   * requests, so attach the gateway after them. Without `authorize` only connections to a loopback address are served.
   *
   * Rejects with `InvalidInputError` where the server listens on another address already and there is no `authorize`,
   * and with `ClosedError` where the gateway is closed.
   */
  attach(server: AnyServer): Promise<void>;
  /**
   * Starts a server of its own, on a loopback address by default.
   *
   * Rejects with `InvalidInputError` for another address without `authorize`, with `ClosedError` where the gateway is
   * closed, and with Node's error where it can't listen.
   */
  listen(options?: ListenOptions): Promise<ListenAddress>;
  stats(): GatewayStats;
  /**
   * Asks `authorize` again for every connected client, as after a logout or a change of rights. Clients that are denied by
   * now receive the error `DENIED`, and are closed with 1008. Resolves once all were asked.
   */
  reauthorize(): Promise<void>;
  /**
   * Ends every client with the close code 1001. Clients have `drainMs` to receive pending messages, and are cut off
   * then. With a `relay`, other gateways take its jobs over before: that takes 0.3 s at most where the engine answers at
   * once. Resolves once all connections have ended; further calls return the same promise. Servers that the gateway was
   * attached to are restored, and the recommender stays open.
   */
  close(): Promise<void>;
  /** Calls `close()`, for `await using gateway = createGateway(…)`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Creates a gateway. It serves jobs over WebSocket and server-sent events at `/jobs/{name}`, all running jobs, summed up, at
 * `/fleet`, the list of jobs at `/jobs`, its health at `/health`, and the given files. docs/gateway.md describes its use, docs/protocol.md its messages.
 *
 * **Slow clients:** a client that keeps up receives every event. A client with more than 256 KB of unacknowledged bytes
 * is behind: once it has room again, it receives only the latest state of each step (conflation). No messages are queued
 * for it, and other clients don't wait for it. After 30 s without progress it is cut off.
 *
 * - **Order**: each client receives the events of a job in their order, numbered, without gap or repeat.
 * - **Fails**: with `InvalidInputError` for an invalid option. Errors of a job are sent to its clients as a code and a
 *   public message.
 * - **Several gateways**: with `relay` one of them polls each job, and all serve it; a client that reconnects to another one
 *   goes on from its position. Another one takes over where that gateway is gone.
 * - **Cost**: one `shared$` for each job that has clients, with `relay` one `watch$` in one of the gateways; each event is
 *   encoded once for all clients. One `fleet$`, and a description of each running job, while `/fleet` has clients, with `relay`
 *   in one of the gateways.
 *
 * @example
 * ```ts
 * import { connect } from 'stepstream';
 * import { createGateway } from 'stepstream/gateway';
 *
 * const gateway = createGateway({ recommender: connect({ region: 'eu-west-1' }) });
 * const { url } = await gateway.listen({ port: 8080 });
 * console.log(`${url}/jobs/my-job`);
 * ```
 *
 * @example On a server of your own, below a path and with access control
 * ```ts
 * import { createServer } from 'node:http';
 * import { connect } from 'stepstream';
 * import { createGateway } from 'stepstream/gateway';
 *
 * const server = createServer((request, response) => response.end('my app'));
 * const gateway = createGateway({
 *   recommender: connect({ region: 'eu-west-1' }),
 *   basePath: '/recommender',
 *   authorize: (request, jobName) =>
 *     request.headers.authorization === `Bearer ${process.env['TOKEN'] ?? ''}` && jobName !== 'secret',
 * });
 * await gateway.attach(server);
 * server.listen(8080);
 * ```
 */
export function createGateway(options: GatewayOptions): Gateway {
  return gatewayOn(systemTime, options);
}

/**
 * A gateway whose timers run on `time`.
 * @internal
 */
export function gatewayOn(time: Time, options: GatewayOptions): Gateway {
  return new JobGateway(checkGatewayOptions(options), time);
}

const CLOSING: Ending = {
  frame: messageFrame({ type: 'bye', reason: 'closing', retry: true }),
  code: 1001,
  reason: 'closing',
};

class JobGateway implements Gateway {
  readonly #admission: ClientAdmission;
  readonly #requestHandler: RequestHandler;
  readonly #upgradeHandler: UpgradeHandler;
  readonly #clients: ClientRegistry;
  readonly #relay: Relay | undefined;
  readonly #feeds: FeedRegistry;
  readonly #fleet: FleetFeed;
  readonly #review: AccessReview;
  readonly #upgrade: Promise<Upgrade>;
  readonly #undo: (() => Promise<void> | void)[] = [];
  #closed: Promise<void> | undefined;

  constructor(
    private readonly options: CheckedGatewayOptions,
    time: Time,
  ) {
    const { recommender, relay, stallMs, lingerMs, maxJobs } = options;
    const { monotonic } = time;
    this.#clients = new ClientRegistry(stallMs, time);
    const heartbeatMs = heartbeatMsOf(stallMs);
    this.#relay =
      relay &&
      new Relay({
        ...{ log: relay.log, watch: relay.watch, time, heartbeatMs, keptFailureMs: Math.max(1, lingerMs) },
      });
    const start =
      this.#relay?.start.bind(this.#relay) ??
      watchedFeed(name => recommender.shared$(name), { time, heartbeatMs });
    this.#feeds = new FeedRegistry(start, { time, lingerMs, maxJobs });
    this.#upgrade = loadWebSocketUpgrade(monotonic);
    // `attach` and `listen` await it, and reject with its error.
    this.#upgrade.catch(() => undefined);
    const ownLists = jobLists(recommender);
    const lists = relay === undefined ? ownLists : sharedLists(ownLists, relay.log);
    this.#fleet = new FleetFeed(this.#startFleet(lists, time), {
      ...{ time, heartbeatMs, lingerMs: FLEET_LINGERS * lingerMs },
    });
    const authorizer = new Authorizer(options.authorize, time, undefined, options.token);
    this.#review = new AccessReview(authorizer, options.reauthorizeMs, time);
    this.#admission = new ClientAdmission(options, {
      authorizer,
      review: this.#review,
      feeds: this.#feeds,
      fleet: this.#fleet,
      clients: this.#clients,
      limits: new ConnectionLimits(options),
    });
    this.#upgradeHandler = new UpgradeHandler(options, this.#admission, this.#upgrade);
    this.#requestHandler = new RequestHandler(options, this.#admission, {
      authorizer,
      lists: new JobListCache(lists, monotonic),
    });
  }

  attach(server: AnyServer): Promise<void> {
    return this.#attach(server, () => undefined);
  }

  /** `bound` gives the address of the server, where it is known to stay. */
  async #attach(server: AnyServer, bound: () => Bound | undefined): Promise<void> {
    this.#checkOpen();
    const address = server.address();
    if (address !== null) this.#checkAddress(typeof address === 'string' ? address : address.address);
    this.#undo.push(
      attachHandlers(server, {
        routeOf: request => routeOf(request.url, this.options),
        request: (request, response, route) => {
          this.#requestHandler.handle(request, response, route, bound());
        },
        upgrade: (request, socket, head, route) => {
          this.#upgradeHandler.handle(request, socket, head, route, bound());
        },
      }),
    );
    await this.#upgrade;
  }

  async listen(options?: ListenOptions): Promise<ListenAddress> {
    const { port = 0, host = '127.0.0.1' } = checkOptions<ListenOptions>('listen', options, {
      port: wholeNumber(0, 65_535),
      host: nonEmptyString,
    });
    this.#checkOpen();
    this.#checkAddress(host);
    await this.#upgrade;
    const server = createHttpServer(this.options.maxClients);
    const own: { end?: Bound } = {};
    await this.#attach(server, () => own.end);
    const bound = await listenOn(server, port, host);
    own.end = { localAddress: bound.address, localPort: bound.port };
    this.#undo.push(() => closeServer(server));
    if (this.#closed !== undefined) {
      await closeServer(server);
      this.#checkOpen();
    }
    const shown = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
    return { url: `http://${shown}:${String(bound.port)}`, host: bound.address, port: bound.port };
  }

  stats(): GatewayStats {
    const jobs = this.#feeds.size;
    const polled = this.#relay?.polled ?? jobs;
    return { clients: this.#clients.size, behind: this.#clients.behind, jobs, polled };
  }

  reauthorize(): Promise<void> {
    return this.#review.review();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#admission.closing = true;
    this.#review.stop();
    // Other gateways poll before they have to take the clients of this one.
    if (this.#clients.size > 0) await this.#relay?.handOver();
    await this.#clients.endAll(CLOSING, this.options.drainMs);
    this.#feeds.close();
    this.#fleet.close();
    await this.#relay?.close();
    for (const undo of this.#undo.toReversed()) await undo();
  }

  /** Follows the fleet of all kinds that are listed; with a relay one of the gateways does. */
  #startFleet(lists: JobLists, time: Time): StartFleet {
    const { recommender, kinds } = this.options;
    const watch = watchedFleet({
      ...{ kinds, lists, time },
      fleet$: listed => recommender.fleet$?.({ kinds: listed }) ?? EMPTY,
      job$: recommender.job$ && (jobName => recommender.job$?.(jobName) ?? EMPTY),
    });
    return this.#relay?.fleet(watch, `* ${[...kinds].sort().join()}`) ?? watch;
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw new ClosedError('The gateway is closed. Make another one.');
  }

  #checkAddress(address: string): void {
    if (this.options.authorize !== undefined || isLoopback(address)) return;
    throw new InvalidInputError(
      'gateway.authorize',
      `is needed to listen on ${address}: without it a gateway serves this machine alone`,
    );
  }
}
