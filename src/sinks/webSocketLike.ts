/**
 * A WebSocket on the side of a server: a socket of `ws`, of @fastify/websocket, or of any compatible library.
 *
 * With `ping` and `on`, as `ws` has them, pongs acknowledge what the client has read. Without them, bytes count as
 * acknowledged once this machine has sent them.
 */
export interface WebSocketLike {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string): void;
  send(data: Uint8Array, options: { readonly binary: boolean }): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'close' | 'error', listener: () => void): void;
  removeEventListener(type: 'close' | 'error', listener: () => void): void;
  terminate?(): void;
  ping?(data?: string): void;
  on?(type: 'pong', listener: (data: Uint8Array) => void): unknown;
  off?(type: 'pong', listener: (data: Uint8Array) => void): unknown;
}

/** `readyState` of an open socket. */
export const OPEN = 1;
/** `readyState` of a closed socket. */
export const CLOSED = 3;
