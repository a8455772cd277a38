import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Link } from '../sinks/link.js';
import { SSE_HEADERS, SseLink } from '../sinks/sseLink.js';
import { corsHeaders, isPreflight, sendPreflight } from './cors.js';
import { sendFile, sendHealth, sendJobList, sendSession } from './httpResponses.js';
import type { AccessReview } from './accessReview.js';
import type { Authorizer } from './authorizer.js';
import type { Client, Ending, UpdateSource } from './client.js';
import type { ClientRegistry } from './clientRegistry.js';
import type { FeedRegistry } from './feedRegistry.js';
import type { FleetFeed, FleetMembership } from './fleet/fleetFeed.js';
import { messageFrame, NO_RESUME_ID } from './messageFrame.js';
import type { CheckedGatewayOptions, MetricsSource } from './gatewayOptions.js';
import { guard } from './guard.js';
import type { JobListCache } from './jobListCache.js';
import { resumePosition } from './resumePosition.js';
import { refuse, refuseUpgrade, REFUSALS, SECURITY_HEADERS, type Refusal } from './refusal.js';
import { routeOf, type Route } from './route.js';
import type { ConnectionLimits } from './connectionLimits.js';
import type { Upgrade } from './webSocketUpgrade.js';

/** The parts of a gateway that serve its requests. */
export interface GatewayServices {
  readonly authorizer: Authorizer;
  readonly review: AccessReview;
  readonly feeds: FeedRegistry;
  readonly fleet: FleetFeed;
  readonly clients: ClientRegistry;
  readonly limits: ConnectionLimits;
  readonly lists: JobListCache;
  readonly upgrade: Promise<Upgrade>;
}

/** A route whose clients stay connected. */
type StreamRoute = Extract<Route, { readonly kind: 'job' | 'fleet' }>;

const isStream = (route: Route | undefined): route is StreamRoute =>
  route?.kind === 'job' || route?.kind === 'fleet';
/** The job that a client of a route follows; undefined for the fleet, which is authorized as the list of jobs is. */
const jobOf = (route: StreamRoute): string | undefined => (route.kind === 'job' ? route.jobName : undefined);

/** What the clients of the fleet are counted under: no name of a job. */
const FLEET = '*';
/** Sets the time after which a browser reconnects, in milliseconds. */
const RETRY_FIELD = Buffer.from('retry: 3000\n\n');

/** The end of a client whose access was revoked. */
const DENIED: Ending = {
  frame: messageFrame(
    { type: 'error', code: REFUSALS.denied.code, message: REFUSALS.denied.message, retry: false },
    NO_RESUME_ID,
  ),
  code: 1008,
  reason: REFUSALS.denied.code,
};

/** Handles requests and upgrades: each is refused, answered, or becomes a client. */
export class RequestHandler {
  /** Whether the gateway is closing: new clients are refused. */
  closing: boolean = false;

  constructor(
    private readonly options: CheckedGatewayOptions,
    private readonly services: GatewayServices,
  ) {}

  /** Whether a request is for an address of the gateway. */
  isOwn(request: IncomingMessage): boolean {
    return routeOf(request.url, this.options) !== undefined;
  }

  handleRequest(request: IncomingMessage, response: ServerResponse): void {
    response.on('error', () => undefined);
    this.#respond(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, REFUSALS.internal);
    });
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    this.#upgrade(request, socket, head).catch(() => {
      refuseUpgrade(socket, REFUSALS.internal);
    });
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routeOf(request.url, this.options);
    for (const [name, value] of Object.entries({
      ...SECURITY_HEADERS,
      ...corsHeaders(request, this.options),
    })) {
      response.setHeader(name, value);
    }
    const refusal = this.#refusalOf(request, route);
    if (refusal !== undefined || route === undefined) {
      refuse(response, refusal ?? REFUSALS.notFound);
      return;
    }
    if (request.method === 'OPTIONS') {
      sendPreflight(response);
      return;
    }
    switch (route.kind) {
      case 'health':
        sendHealth(response, this.closing, this.options.hasFleet);
        return;
      case 'session':
        this.#sendSession(request, response);
        return;
      case 'file':
        sendFile(response, route.file);
        return;
      case 'metrics':
        await this.#sendMetrics(request, response, route.metrics);
        return;
      case 'jobs':
        await sendJobList(request, response, route.query, { ...this.services, kinds: this.options.kinds });
        return;
      case 'fleet':
      case 'job':
        await this.#streamEvents(request, response, route);
    }
  }

  async #sendMetrics(
    request: IncomingMessage,
    response: ServerResponse,
    metrics: MetricsSource,
  ): Promise<void> {
    const refusal = await this.services.authorizer.refusalOf(request, undefined);
    if (refusal !== undefined) {
      refuse(response, refusal);
      return;
    }
    response.setHeader('cache-control', 'no-store');
    metrics.getMetricsRequestHandler(request, response);
  }

  #sendSession(request: IncomingMessage, response: ServerResponse): void {
    const { token, basePath } = this.options;
    if (token?.hasToken(request) !== true) {
      refuse(response, REFUSALS.noToken);
      return;
    }
    const isEncrypted = (request.socket as Partial<TLSSocket>).encrypted === true;
    sendSession(response, token.setCookie(`${basePath}/`, isEncrypted));
  }

  async #streamEvents(request: IncomingMessage, response: ServerResponse, route: StreamRoute): Promise<void> {
    const acceptsEvents =
      /\btext\/event-stream\b/.test(request.headers.accept ?? '') && request.method === 'GET';
    // A pipelined request has no socket until the response before it has ended, and an event stream doesn't end.
    if (!acceptsEvents || response.socket === null) {
      // A page asks in this form why its WebSocket was refused: whether it may read at all comes first.
      refuse(response, (await this.services.authorizer.refusalOf(request, jobOf(route))) ?? REFUSALS.form);
      return;
    }
    // A client of a stream that has ended reconnects with this id: 204 keeps it from reconnecting again.
    if (request.headers['last-event-id'] === NO_RESUME_ID) {
      response.writeHead(204).end();
      return;
    }
    const release = await this.#reserveConnection(request, jobOf(route));
    if (typeof release !== 'function') {
      refuse(response, release);
      return;
    }
    if (response.destroyed) {
      release();
      return;
    }
    request.socket.setNoDelay(true);
    response.writeHead(200, SSE_HEADERS).write(RETRY_FIELD);
    this.#connect(new SseLink(response), request, route, release);
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const route = routeOf(request.url, this.options);
    const refusal = this.closing ? REFUSALS.closing : this.#refusalOf(request, route);
    if (refusal !== undefined || !isStream(route)) {
      refuseUpgrade(socket, refusal ?? REFUSALS.notFound);
      return;
    }
    if (request.method !== 'GET') {
      refuseUpgrade(socket, REFUSALS.badRequest);
      return;
    }
    const upgrade = await this.services.upgrade.catch(() => undefined);
    if (upgrade === undefined) {
      refuseUpgrade(socket, REFUSALS.noWebSocket);
      return;
    }
    const release = await this.#reserveConnection(request, jobOf(route));
    if (typeof release !== 'function') {
      refuseUpgrade(socket, release);
      return;
    }
    // Releases the connection where the handshake fails, too.
    socket.once('close', release);
    if (socket.destroyed) release();
    else upgrade(request, socket, head, link => this.#connect(link, request, route, release));
  }

  #refusalOf(request: IncomingMessage, route: Route | undefined): Refusal | undefined {
    const refusal = guard(request, this.options);
    if (refusal !== undefined) return refusal;
    if (!this.#isAllowedMethod(request, route)) {
      return route?.kind === 'session' ? REFUSALS.sessionMethod : REFUSALS.method;
    }
    return this.closing && route?.kind !== 'health' ? REFUSALS.closing : undefined;
  }

  #isAllowedMethod(request: IncomingMessage, route: Route | undefined): boolean {
    if (route?.kind === 'session') return request.method === 'POST';
    return request.method === 'GET' || request.method === 'HEAD' || isPreflight(request, this.options);
  }

  /** Reserves a connection for an authorized client. Returns the function that releases it, or a refusal. */
  async #reserveConnection(
    request: IncomingMessage,
    jobName: string | undefined,
  ): Promise<(() => void) | Refusal> {
    const { authorizer, feeds, limits, review } = this.services;
    let revocations: number;
    do {
      revocations = review.revocations;
      // Asked first: a client without access neither takes a place nor learns what is followed.
      const refusal = await authorizer.refusalOf(request, jobName);
      if (refusal !== undefined) return refusal;
      // Asked again where rights have changed meanwhile: no review knows this client yet.
    } while (review.revocations !== revocations);
    if (this.closing) return REFUSALS.closing;
    const hasRoom = jobName === undefined || feeds.accepts(jobName);
    return (hasRoom ? limits.acquire(jobName ?? FLEET) : undefined) ?? REFUSALS.full;
  }

  #connect(link: Link, request: IncomingMessage, route: StreamRoute, release: () => void): void {
    const { clients, review } = this.services;
    let client: Client | undefined;
    const { leave, review: reviewJobs } = this.#join(
      request,
      route,
      source => (client = clients.add(link, source)),
    );
    const expel = (): void => client?.expel(DENIED);
    const forget = review.add({
      request,
      jobName: jobOf(route),
      expel,
      ...(reviewJobs && { review: reviewJobs }),
    });
    link.onClose(() => {
      forget();
      leave();
      release();
      link.detach();
      if (client !== undefined) clients.delete(client);
    });
  }

  #join(
    request: IncomingMessage,
    route: StreamRoute,
    make: (source: UpdateSource) => Client,
  ): Pick<FleetMembership, 'leave'> & Partial<FleetMembership> {
    const { authorizer, feeds, fleet } = this.services;
    if (route.kind === 'job') {
      return { leave: feeds.join(route.jobName, resumePosition(request, route.query), make) };
    }
    const { authorize } = this.options;
    return fleet.join(make, authorize && (jobName => authorizer.allows(request, jobName)));
  }
}
