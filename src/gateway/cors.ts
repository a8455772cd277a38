import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckedGatewayOptions } from './gatewayOptions.js';

type Rules = Pick<CheckedGatewayOptions, 'allowedOrigins'>;

/** What a page of an allowed origin may send beyond a simple request: `Authorization`, and a position to resume from. */
const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'Authorization, Last-Event-ID',
  // In seconds.
  'access-control-max-age': '600',
};

/** CORS headers: pages of the allowed origins may read the response. */
export function corsHeaders(
  { headers: { origin } }: IncomingMessage,
  { allowedOrigins }: Rules,
): Readonly<Record<string, string>> {
  const allowed = origin !== undefined && allowedOrigins.has(origin);
  return {
    vary: 'origin',
    ...(allowed && { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
  };
}

/** Whether a browser asks if a page of an allowed origin may send a GET or HEAD request with headers of its own. */
export function isPreflight({ method, headers }: IncomingMessage, { allowedOrigins }: Rules): boolean {
  const { origin, 'access-control-request-method': asked } = headers;
  return (
    method === 'OPTIONS' &&
    origin !== undefined &&
    allowedOrigins.has(origin) &&
    (asked === 'GET' || asked === 'HEAD')
  );
}

/** Answers a preflight request. `headers` are those of every response. */
export function sendPreflight(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  response.writeHead(204, { ...headers, ...PREFLIGHT_HEADERS }).end();
}
