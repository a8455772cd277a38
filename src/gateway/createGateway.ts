import { checkOptions, nonEmptyString, wholeNumber } from '../core/check.js';
import { ClosedError, InvalidInputError } from '../core/errors.js';
import { systemTime, type Time } from '../core/time.js';
import { heartbeatMsOf, ClientRegistry } from './clientRegistry.js';
import type { Ending } from './client.js';
import { FeedRegistry } from './feedRegistry.js';
import { messageFrame } from './messageFrame.js';
import { checkGatewayOptions, type CheckedGatewayOptions, type GatewayOptions } from './gatewayOptions.js';
import { JobListCache } from './jobListCache.js';
import { isLoopback } from './isLoopback.js';
import { attachHandlers, type AnyServer } from './attachHandlers.js';
import { closeServer, createHttpServer, listenOn } from './httpServer.js';
import { RequestHandler } from './requestHandler.js';
import { ConnectionLimits } from './connectionLimits.js';
import { loadWebSocketUpgrade, type Upgrade } from './webSocketUpgrade.js';

/** Where a gateway is to listen. */
export interface ListenOptions {
  /** Default 0: any that is free. */
  readonly port?: number | undefined;
  /** Default `127.0.0.1`: nobody else can reach it. */
  readonly host?: string | undefined;
}

/** Where a gateway listens. */
export interface ListenAddress {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
}

/** What a gateway is busy with. */
export interface GatewayStats {
  /** Clients that are connected. */
  readonly clients: number;
  /** Those of them that are slow, and get the latest of each step. */
  readonly behind: number;
  /** Jobs that are followed, each by one poller. */
  readonly jobs: number;
}

/** A gateway: many clients, one poller for each job. */
export interface Gateway {
  /**
   * Takes the gateway's addresses on a server of yours. Those who listen to it already get all other
   * requests, so attach after them. Without `authorize` only connections to a loopback address are served.
   *
   * Fails with `InvalidInputError` where the server listens elsewhere already and there is no `authorize`,
   * with `MissingPeerError` where `ws` isn't installed, and with `ClosedError`.
   */
  attach(server: AnyServer): Promise<void>;
  /**
   * Listens by itself, on this machine unless told otherwise.
   *
   * Fails with `InvalidInputError` for another address without `authorize`, with `MissingPeerError` where
   * `ws` isn't installed, with `ClosedError`, and with Node's error where it can't listen.
   */
  listen(options?: ListenOptions): Promise<ListenAddress>;
  stats(): GatewayStats;
  /**
   * Says goodbye to every client (1001), gives them `drainMs` to take the rest, and cuts off those who
   * don't. Resolves when nothing is left; may be called twice. Servers of yours are as before, and the
   * recommender stays open.
   */
  close(): Promise<void>;
  /** The same, for `await using gateway = createGateway(…)`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Makes a gateway: jobs over WebSocket and server-sent events at `/jobs/{name}`, their list at `/jobs`,
 * `/health`, and the files that it is given. docs/gateway.md says how, docs/protocol.md what is sent.
 *
 * **What gets lost:** nothing, as long as a client keeps up. One for which more than 256 KB are under way
 * gets the latest of each step once it has room; nothing is held for it, and nobody waits for it. After
 * 30 s without any progress it is cut off.
 *
 * - **Order**: each client sees the events of a job in their order, counted, without gap or repeat.
 * - **Fails**: with `InvalidInputError` for an option that can't be. Errors of a job are told to its
 *   clients, as a code and a sentence of ours.
 * - **Cost**: one `shared$` for each job that has clients; each event is encoded once for all of them.
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
 */
export function createGateway(options: GatewayOptions): Gateway {
  return gatewayOn(systemTime, options);
}

/**
 * A gateway whose rounds, beats, lingering and patience go by this time.
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
  readonly #requestHandler: RequestHandler;
  readonly #clients: ClientRegistry;
  readonly #feeds: FeedRegistry;
  readonly #upgrade: Promise<Upgrade>;
  readonly #undo: (() => Promise<void> | void)[] = [];
  #closed: Promise<void> | undefined;

  constructor(
    private readonly options: CheckedGatewayOptions,
    time: Time,
  ) {
    const { recommender, stallMs, lingerMs, maxJobs } = options;
    const { monotonic } = time;
    this.#clients = new ClientRegistry(stallMs, time);
    this.#feeds = new FeedRegistry(name => recommender.shared$(name), {
      time,
      lingerMs,
      maxJobs,
      heartbeatMs: heartbeatMsOf(stallMs),
    });
    this.#upgrade = loadWebSocketUpgrade(monotonic);
    // Whoever attaches or listens hears of it.
    this.#upgrade.catch(() => undefined);
    const services = {
      feeds: this.#feeds,
      clients: this.#clients,
      limits: new ConnectionLimits(options),
      lists: new JobListCache(recommender, monotonic),
      upgrade: this.#upgrade,
    };
    this.#requestHandler = new RequestHandler(options, services, time);
  }

  async attach(server: AnyServer): Promise<void> {
    this.#checkOpen();
    const address = server.address();
    if (address !== null) this.#checkAddress(typeof address === 'string' ? address : address.address);
    this.#undo.push(
      attachHandlers(server, {
        isOwn: request => this.#requestHandler.isOwn(request),
        request: (request, response) => {
          this.#requestHandler.handleRequest(request, response);
        },
        upgrade: (request, socket, head) => {
          this.#requestHandler.handleUpgrade(request, socket, head);
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
    await this.attach(server);
    const bound = await listenOn(server, port, host);
    this.#undo.push(() => closeServer(server));
    if (this.#closed !== undefined) {
      await closeServer(server);
      this.#checkOpen();
    }
    const shown = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
    return { url: `http://${shown}:${String(bound.port)}`, host: bound.address, port: bound.port };
  }

  stats(): GatewayStats {
    return { clients: this.#clients.size, behind: this.#clients.behind, jobs: this.#feeds.size };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#requestHandler.closing = true;
    await this.#clients.endAll(CLOSING, this.options.drainMs);
    this.#feeds.close();
    for (const undo of this.#undo.toReversed()) await undo();
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
