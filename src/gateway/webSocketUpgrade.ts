import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, ServerOptions, WebSocket } from 'ws';
import { MAX_BACKLOG_BYTES } from '../sinks/link.js';
import { WebSocketLink } from '../sinks/webSocketLink.js';
import { BEAT_FRAME } from './messageFrame.js';
import { ClientMessagePolicy } from './clientMessagePolicy.js';
import { refuseUpgrade, REFUSALS } from './refusal.js';

/**
 * Limits of a client's messages, which are no longer than `{"type":"ping"}`: bytes and fragments of a message, and pieces
 * of a message that the network has delivered apart. `ws` has the latter two limits since 8.21; its types lack them.
 */
const LIMITS: ServerOptions & { readonly maxFragments: number; readonly maxBufferedChunks: number } = {
  maxPayload: 4 * 1024,
  maxFragments: 16,
  maxBufferedChunks: 256,
};

/** Upgrades a request to a WebSocket, and calls `open` with its link once it is open. */
export type Upgrade = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  open: (link: WebSocketLink) => void,
) => void;

/** Loads `ws`, which the sinks and the page's files do without. */
export async function loadWebSocketUpgrade(monotonic: () => number): Promise<Upgrade> {
  const { WebSocketServer } = await import('ws');
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    ...LIMITS,
    perMessageDeflate: false,
    autoPong: false,
    handleProtocols: () => false,
  });
  server.on('wsClientError', (_, socket) => {
    refuseUpgrade(socket, REFUSALS.badRequest);
  });
  return (request, socket, head, open) => {
    server.handleUpgrade(request, socket, head, webSocket => {
      const link = new WebSocketLink(webSocket, framed => socket.write(framed));
      listen(webSocket, link, new ClientMessagePolicy(monotonic));
      open(link);
    });
  };
}

/**
 * Answers the pings of a client, and closes its connection after any other message. Pings count as messages, and so do
 * pongs that answer no ping of the gateway.
 */
function listen(socket: WebSocket, link: WebSocketLink, policy: ClientMessagePolicy): void {
  const hasRoom = (): boolean => link.open && link.backlog <= MAX_BACKLOG_BYTES;
  const closeWith = (code: number, reason: string): void => {
    if (!link.open) return;
    link.end(code, reason);
    // Further messages aren't read. The gateway cuts the connection off after the grace period.
    socket.pause();
  };
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (!link.open) return;
    switch (policy.classify(textOf(data, isBinary), isBinary)) {
      case 'ping':
        if (hasRoom()) link.send(BEAT_FRAME);
        return;
      case 'binary':
        closeWith(1003, 'text only');
        return;
      case 'unknown':
        closeWith(1008, 'unknown message');
        return;
      case 'tooMany':
        closeWith(1008, 'too many messages');
    }
  });
  link.onStrayPong(() => {
    if (policy.exceedsRate()) closeWith(1008, 'too many messages');
  });
  socket.on('ping', data => {
    if (policy.exceedsRate()) closeWith(1008, 'too many messages');
    else if (hasRoom()) socket.pong(data);
  });
}

function textOf(data: RawData, isBinary: boolean): string {
  return isBinary || !(data instanceof Buffer) ? '' : data.toString('utf8');
}
