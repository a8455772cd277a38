import type { Socket } from 'node:net';

/** The size of libuv's write queue: bytes that the kernel hasn't accepted yet. Node's own timeouts read it, too. */
interface WithHandle {
  readonly _handle?: { readonly writeQueueSize?: number } | null;
}

/** A value that changes whenever the kernel accepts bytes of this socket, within a long write as well. */
export function writePosition(socket: Socket): string {
  const { _handle: handle } = socket as unknown as WithHandle;
  return `${String(socket.bytesWritten - socket.writableLength)}/${String(handle?.writeQueueSize ?? 0)}`;
}
