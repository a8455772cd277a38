import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { AnyServer } from './anyServer.js';
import { refuseUpgrade, REFUSALS } from './refusal.js';

/** Headers of a request for an upgrade, which hold for its connection alone. */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'upgrade',
  'http2-settings',
  'keep-alive',
]);

/**
 * Hands a request for an upgrade back to its server as an ordinary request with `Connection: close`, as a server without
 * an `upgrade` listener would take it: an upgrade may always be declined (RFC 9110, section 7.8). Node has taken the
 * request off its parser by then, so its head is put back in front of the connection without the upgrade. What isn't GET or HEAD without
 * a body is refused with 501, as its body is no longer parsed.
 */
export function handBack(server: AnyServer, request: IncomingMessage, socket: Duplex): void {
  if (!isReadOnly(request)) {
    refuseUpgrade(socket, REFUSALS.noUpgrade);
    return;
  }
  socket.unshift(Buffer.from(headOf(request), 'latin1'));
  const isEncrypted = (socket as Partial<TLSSocket>).encrypted === true;
  server.emit(isEncrypted ? 'secureConnection' : 'connection', socket);
}

function isReadOnly({ method, headers }: IncomingMessage): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    headers['transfer-encoding'] === undefined &&
    Number(headers['content-length'] ?? 0) === 0
  );
}

/** The request line and the headers as they were received, without those of the connection. */
function headOf({ method = 'GET', url = '/', httpVersion, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[i + 1] ?? ''}`);
  }
  return [...lines, 'Connection: close', '', ''].join('\r\n');
}
