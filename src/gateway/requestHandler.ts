import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { SSE_HEADERS, SseLink } from '../sinks/sseLink.js';
import type { Authorizer } from './authorizer.js';
import type { ClientAdmission } from './clientAdmission.js';
import { corsHeaders, sendPreflight } from './cors.js';
import type { CheckedGatewayOptions, MetricsSource } from './gatewayOptions.js';
import type { Bound } from './guard.js';
import { sendFile, sendHealth, sendJobList, sendSession } from './httpResponses.js';
import type { JobListCache } from './jobListCache.js';
import { NO_RESUME_ID } from './messageFrame.js';
import { refuse, REFUSALS, SECURITY_HEADERS } from './refusal.js';
import { requestRefusal } from './requestRefusal.js';
import { isStream, jobOf, type Route, type StreamRoute } from './route.js';

/** What answers requests. */
export interface RequestServices {
  readonly authorizer: Authorizer;
  readonly lists: JobListCache;
}

type Headers = Readonly<Record<string, string>>;

/** Sets the time after which a browser reconnects, in milliseconds. */
const RETRY_FIELD = Buffer.from('retry: 3000\n\n');
const nothing = (): void => undefined;

/** Handles requests: each is refused, answered, or becomes a client. */
export class RequestHandler {
  constructor(
    private readonly options: CheckedGatewayOptions,
    private readonly admission: ClientAdmission,
    private readonly services: RequestServices,
  ) {}

  handle(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route | undefined,
    bound: Bound | undefined,
  ): void {
    response.on('error', nothing);
    const headers = { ...SECURITY_HEADERS, ...corsHeaders(request, this.options) };
    const refusal = requestRefusal(request, route, this.options, this.admission.closing, bound);
    if (refusal !== undefined || route === undefined) {
      refuse(response, refusal ?? REFUSALS.notFound, headers);
      return;
    }
    this.#respond(request, response, route, headers).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, REFUSALS.internal, headers);
    });
  }

  async #respond(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route,
    headers: Headers,
  ): Promise<void> {
    if (request.method === 'OPTIONS') {
      sendPreflight(response, headers);
      return;
    }
    if (isStream(route)) {
      await this.#streamEvents(request, response, route, headers);
      return;
    }
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    switch (route.kind) {
      case 'health':
        sendHealth(response, this.admission.closing, this.options.hasFleet);
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

  /** All headers are written at once: Node keeps those that are set one by one for as long as the stream lasts. */
  async #streamEvents(
    request: IncomingMessage,
    response: ServerResponse,
    route: StreamRoute,
    headers: Headers,
  ): Promise<void> {
    const acceptsEvents =
      /\btext\/event-stream\b/.test(request.headers.accept ?? '') && request.method === 'GET';
    // A pipelined request has no socket until the response before it has ended, and an event stream doesn't end.
    if (!acceptsEvents || response.socket === null) {
      // A page asks in this form why its WebSocket was refused: whether it may read at all comes first.
      const refusal = await this.services.authorizer.refusalOf(request, jobOf(route));
      refuse(response, refusal ?? REFUSALS.form, headers);
      return;
    }
    // A client of a stream that has ended reconnects with this id: 204 keeps it from reconnecting again.
    if (request.headers['last-event-id'] === NO_RESUME_ID) {
      response.writeHead(204, headers).end();
      return;
    }
    const refusal = await this.admission.reserve(request, route);
    if (refusal !== undefined) {
      refuse(response, refusal, headers);
      return;
    }
    if (response.destroyed) {
      this.admission.release(route);
      return;
    }
    request.socket.setNoDelay(true);
    response.writeHead(200, { ...headers, ...SSE_HEADERS }).write(RETRY_FIELD);
    this.admission.connect(new SseLink(response), request, route);
  }
}
