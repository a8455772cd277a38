import { SocketLink } from './socketLink.js';
import type { WebSocketLike } from './webSocketLike.js';

const nothing = (): void => undefined;

/** A client on a WebSocket, to which it listens. */
export class WebSocketLink extends SocketLink {
  constructor(socket: WebSocketLike) {
    super(socket);
    socket.addEventListener('close', this.#onClose);
    // Without a listener an error of the socket would end the process. 'close' follows it.
    socket.addEventListener('error', nothing);
    socket.on?.('pong', this.#onPong);
  }

  override detach(): void {
    super.detach();
    this.socket.removeEventListener('close', this.#onClose);
    this.socket.off?.('pong', this.#onPong);
  }

  readonly #onClose = (): void => {
    this.closed();
  };

  readonly #onPong = (data: Uint8Array): void => {
    this.acknowledge(data);
  };
}
