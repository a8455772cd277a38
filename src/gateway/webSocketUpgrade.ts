import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, ServerOptions, WebSocket } from 'ws';
import { ClientSocket } from './clientSocket.js';
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
  open: (link: ClientSocket) => void,
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
    // The handshake and the first messages are written at once.
    socket.cork();
    server.handleUpgrade(request, socket, head, webSocket => {
      const link = new ClientSocket(webSocket, socket, monotonic);
      listen(Object.assign(webSocket, { link }));
      open(link);
    });
    socket.uncork();
  };
}

/** A socket of `ws` that knows its link: so that the listeners are the same functions for all of them. */
interface Linked extends WebSocket {
  readonly link: ClientSocket;
}

const linkOf = (socket: WebSocket): ClientSocket => (socket as Linked).link;

function listen(socket: Linked): void {
  socket.on('message', onMessage).on('ping', onPing).on('pong', onPong).on('close', onClose);
  // Without a listener an error of the socket would end the process. 'close' follows it.
  socket.on('error', ignore);
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  linkOf(this).receive(data, isBinary);
}

function onPing(this: WebSocket, data: Buffer): void {
  linkOf(this).answer(data);
}

function onPong(this: WebSocket, data: Buffer): void {
  linkOf(this).acknowledge(data);
}

function onClose(this: WebSocket): void {
  linkOf(this).closed();
}

function ignore(): void {
  // The socket is closed.
}
