import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { CheckedGatewayOptions } from './gatewayOptions.js';
import { isLoopback } from './isLoopback.js';
import { REFUSALS, type Refusal } from './refusal.js';

/** Headers that proxies add. */
const PROXY_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?$/;

type Rules = Pick<CheckedGatewayOptions, 'authorize' | 'allowedHosts' | 'allowedOrigins'>;

/**
 * Refuses requests before `authorize` is called: requests of other machines without `authorize`, of a host name that
 * isn't allowed (DNS rebinding), and of pages of another site (cross-site requests).
 */
export function guard(request: IncomingMessage, rules: Rules): Refusal | undefined {
  if (rules.authorize === undefined && !isLocal(request)) return REFUSALS.local;
  const host = request.headers.host?.toLowerCase();
  const name = host === undefined ? undefined : HOST.exec(host)?.[1];
  if (name === undefined || !isAllowedHost(name, rules.allowedHosts)) return REFUSALS.host;
  return isCrossSite(request, `${schemeOf(request)}://${host ?? ''}`, rules) ? REFUSALS.origin : undefined;
}

function isLocal({ socket, headers }: IncomingMessage): boolean {
  return isLoopback(socket.localAddress ?? '') && PROXY_HEADERS.every(name => headers[name] === undefined);
}

/** IP addresses are always allowed: DNS rebinding needs a name. */
function isAllowedHost(name: string, allowed: ReadonlySet<string>): boolean {
  const plain = name.replace(/^\[(.*)\]$/, '$1');
  return isIP(plain) !== 0 || name === 'localhost' || allowed.has(name);
}

/** Browsers send the page's site in `Origin` or `Sec-Fetch-Site`. Other clients send neither, and are allowed. */
function isCrossSite({ headers }: IncomingMessage, own: string, { allowedOrigins }: Rules): boolean {
  const { origin } = headers;
  // Several origins arrive joined into one string, which is never allowed.
  if (origin !== undefined) return origin !== own && !allowedOrigins.has(origin);
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation;
}

function schemeOf({ socket }: IncomingMessage): string {
  return (socket as Partial<TLSSocket>).encrypted === true ? 'https' : 'http';
}
