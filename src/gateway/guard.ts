import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { CheckedGatewayOptions } from './gatewayOptions.js';
import { isLoopback } from './isLoopback.js';
import { REFUSALS, type Refusal } from './refusal.js';

/** Headers that proxies, load balancers, tunnels and content delivery networks add, and that no client sends by itself. */
const PROXY_HEADER =
  /^(?:via|forwarded|max-forwards|cdn-loop|client-ip|true-client-ip|front-end-https|surrogate-capability|(?:akamai|cf|fastly|fly|proxy|tailscale|wl-proxy)-.+|x-(?:amz-cf|amzn|appengine|arr|azure|client|cloud-trace|cluster|envoy|forwarded|forwarder|host|http|https|original|originating|proto|protocol|proxy|proxyuser|real|remote|request-start|scheme|ssl|url-scheme|varnish)(?:-.+)?)$/;
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(\d{1,5}))?$/;

type Rules = Pick<CheckedGatewayOptions, 'authorize' | 'allowedHosts' | 'allowedOrigins'>;

/** The end of all connections of a server, where it is known: to ask each connection takes a system call, and memory. */
export interface Bound {
  readonly localAddress: string;
  readonly localPort: number;
}

/** A `Host` header: its name, and its port, which is 80 or 443 where it names none. */
interface NamedHost {
  readonly text: string;
  readonly name: string;
  readonly port: number;
}

/**
 * Refuses requests before `authorize` is called: requests of other machines without `authorize`, of a host name that
 * isn't allowed (DNS rebinding), and of pages of another site (cross-site requests).
 */
export function guard(request: IncomingMessage, rules: Rules, bound?: Bound): Refusal | undefined {
  if (hostLines(request) > 1) return REFUSALS.badRequest;
  const end = rules.authorize === undefined ? (bound ?? request.socket) : undefined;
  if (end !== undefined && !isLocal(request, end.localAddress)) return REFUSALS.local;
  const host = hostOf(request);
  if (host === undefined || !isAllowedHost(host.name, rules)) return REFUSALS.host;
  if (end !== undefined && host.port !== end.localPort) return REFUSALS.local;
  return isCrossSite(request, `${schemeOf(request)}://${host.text}`, rules) ? REFUSALS.origin : undefined;
}

/** Number of `Host` lines: in the list of all lines names and values take turns. */
const hostLines = ({ rawHeaders }: IncomingMessage): number =>
  rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length;

/**
 * Whether a request comes straight from a client on this machine. Proxies show by a header, or by HTTP/1.0, which nginx
 * speaks unless told otherwise. A forwarder of TCP connections leaves no trace.
 */
function isLocal({ socket, headers, httpVersion }: IncomingMessage, localAddress = ''): boolean {
  return (
    isLoopback(localAddress) &&
    isLoopback(socket.remoteAddress ?? '') &&
    httpVersion !== '1.0' &&
    !Object.keys(headers).some(name => PROXY_HEADER.test(name))
  );
}

function hostOf(request: IncomingMessage): NamedHost | undefined {
  const text = request.headers.host?.toLowerCase() ?? '';
  const [, name, port] = HOST.exec(text) ?? [];
  if (name === undefined) return undefined;
  const defaultPort = schemeOf(request) === 'https' ? 443 : 80;
  return { text, name, port: port === undefined ? defaultPort : Number(port) };
}

/** IP addresses are allowed: DNS rebinding needs a name. Without `authorize` they must be those of this machine. */
function isAllowedHost(name: string, { authorize, allowedHosts }: Rules): boolean {
  const plain = name.replace(/^\[(.*)\]$/, '$1');
  if (isLoopback(plain) || allowedHosts.has(name)) return true;
  return authorize !== undefined && isIP(plain) !== 0;
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
