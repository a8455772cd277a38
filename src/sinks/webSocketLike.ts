/**
 * A WebSocket on the side of a server: one of `ws`, of @fastify/websocket, or anything like them.
 *
 * With `ping` and `on`, as `ws` has them, it is known what the client has read. Without, only what this
 * machine has sent.
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

/** `readyState` of a socket that is open. */
export const OPEN = 1;
/** `readyState` of a socket that is gone. */
export const CLOSED = 3;
