import { BUSY, UNABLE } from '../core/errorCodes.js';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The response to a request that is refused: the client receives nothing else. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const refusal = (status: number, code: string, message: string, headers?: Refusal['headers']): Refusal => ({
  status,
  code,
  message,
  ...(headers && { headers }),
});
const RETRY_LATER = { 'retry-after': '5' };

/** All refusals of a gateway. */
export const REFUSALS: Readonly<
  Record<
    | 'badRequest'
    | 'kind'
    | 'host'
    | 'origin'
    | 'local'
    | 'denied'
    | 'noToken'
    | 'notFound'
    | 'method'
    | 'sessionMethod'
    | 'form'
    | 'noUpgrade'
    | 'authorizing'
    | 'internal'
    | 'unable'
    | 'noWebSocket'
    | 'full'
    | 'busy'
    | 'closing',
    Refusal
  >
> = {
  badRequest: refusal(400, 'BAD_REQUEST', 'The request is malformed.'),
  kind: refusal(400, 'BAD_REQUEST', 'The gateway lists no jobs of this kind; see its option kinds.'),
  host: refusal(403, 'FORBIDDEN', 'The Host header is not allowed; see allowedHosts.'),
  origin: refusal(403, 'FORBIDDEN', 'The Origin header is not allowed; see allowedOrigins.'),
  local: refusal(
    403,
    'FORBIDDEN',
    'Without authorize only clients on this machine are served, at the address of the gateway, and no proxies.',
  ),
  denied: refusal(403, 'DENIED', 'Access denied.'),
  noToken: refusal(
    403,
    'DENIED',
    'Access denied: no valid token. Open the page by its whole address, as it was printed: it ends in #token=TOKEN. Programs send Authorization: Bearer TOKEN.',
  ),
  notFound: refusal(404, 'NOT_FOUND', 'Not found.'),
  method: refusal(405, 'BAD_METHOD', 'The method must be GET or HEAD.', { allow: 'GET, HEAD' }),
  sessionMethod: refusal(405, 'BAD_METHOD', 'The method must be POST.', { allow: 'POST' }),
  form: refusal(406, 'NOT_ACCEPTABLE', 'This address is served as a WebSocket or as text/event-stream.'),
  internal: refusal(500, 'INTERNAL', 'Something went wrong in the server.'),
  noWebSocket: refusal(501, 'NO_WEBSOCKET', 'WebSockets are not available; ask for text/event-stream.'),
  noUpgrade: refusal(501, 'NO_UPGRADE', 'The protocol of the Upgrade header is not supported.'),
  unable: refusal(502, 'UNABLE', UNABLE),
  full: refusal(503, 'FULL', 'The maximum number of clients is connected.', RETRY_LATER),
  authorizing: refusal(503, 'BUSY', 'Too many requests wait for access; try again later.', RETRY_LATER),
  busy: refusal(503, 'BUSY', BUSY, RETRY_LATER),
  closing: refusal(503, 'CLOSING', 'The gateway is closing.', RETRY_LATER),
};

/** Pages of the gateway load and connect to its own origin alone. */
const CONTENT_SECURITY_POLICY: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every response. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const bodyOf = ({ code, message }: Refusal): string => JSON.stringify({ code, message });
const headersOf = ({ headers }: Refusal): Readonly<Record<string, string>> => ({
  ...SECURITY_HEADERS,
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  ...headers,
});

/** Refuses a request. `more` are headers beyond those of every response. */
export function refuse(response: ServerResponse, refusal: Refusal, more: Refusal['headers'] = {}): void {
  response.writeHead(refusal.status, { ...more, ...headersOf(refusal) }).end(bodyOf(refusal));
}

/** Refuses an upgrade to which no response has been sent. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const body = bodyOf(refusal);
  const headers = { ...headersOf(refusal), connection: 'close', 'content-length': String(body.length) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const first = `HTTP/1.1 ${String(refusal.status)} ${STATUS_CODES[refusal.status] ?? ''}`;
  socket.once('finish', () => socket.destroy());
  socket.end([first, ...lines, '', body].join('\r\n'));
}
