import type { Socket } from 'node:net';

/** What libuv has not handed to the kernel yet. Node's own timeouts look at it, too. */
interface WithHandle {
  readonly _handle?: { readonly writeQueueSize?: number } | null;
}

/** A figure that changes whenever the kernel takes bytes of this socket, within a long write too. */
export function takenMark(socket: Socket): string {
  const { _handle: handle } = socket as unknown as WithHandle;
  return `${String(socket.bytesWritten - socket.writableLength)}/${String(handle?.writeQueueSize ?? 0)}`;
}
