import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { CheckedGatewayOptions } from './gatewayOptions.js';
import { isLoopback } from './isLoopback.js';
import { REFUSALS, type Refusal } from './refusal.js';

/** What a proxy adds. */
const OF_PROXIES = [
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
 * What speaks against a request before anybody is asked: a stranger's machine, a name that isn't ours (DNS
 * rebinding), a page of another site.
 */
export function guard(request: IncomingMessage, rules: Rules): Refusal | undefined {
  if (rules.authorize === undefined && !isLocal(request)) return REFUSALS.local;
  const host = request.headers.host?.toLowerCase();
  const name = host === undefined ? undefined : HOST.exec(host)?.[1];
  if (name === undefined || !isOurs(name, rules.allowedHosts)) return REFUSALS.host;
  return isOfAnotherSite(request, `${schemeOf(request)}://${host ?? ''}`, rules)
    ? REFUSALS.origin
    : undefined;
}

function isLocal({ socket, headers }: IncomingMessage): boolean {
  return isLoopback(socket.localAddress ?? '') && OF_PROXIES.every(name => headers[name] === undefined);
}

/** An address in figures is no name that somebody could point elsewhere. */
function isOurs(name: string, allowed: ReadonlySet<string>): boolean {
  const plain = name.replace(/^\[(.*)\]$/, '$1');
  return isIP(plain) !== 0 || name === 'localhost' || allowed.has(name);
}

/** A browser tells by `Origin` whose page asks, or by `Sec-Fetch-Site`; what is no browser tells neither. */
function isOfAnotherSite({ headers }: IncomingMessage, own: string, { allowedOrigins }: Rules): boolean {
  const { origin } = headers;
  // Several of them come as one text, which is none of ours.
  if (origin !== undefined) return origin !== own && !allowedOrigins.has(origin);
  const site = headers['sec-fetch-site'];
  const follows = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return site !== undefined && site !== 'same-origin' && site !== 'none' && !follows;
}

function schemeOf({ socket }: IncomingMessage): string {
  return (socket as Partial<TLSSocket>).encrypted === true ? 'https' : 'http';
}
