import type { ServerMessage } from '../core/message.js';
import { ServerMessage as ServerMessageCodec } from '../decode/message.js';
import { Frame } from '../sinks/frame.js';

/** The version of the protocol; docs/protocol.md. */
export const PROTOCOL_VERSION = 1;

/** The `Last-Event-ID` of whoever has nothing to come back for. */
export const NO_RESUME_ID = 'end';

/** A message as it is sent. `id`: where a client goes on that has seen it, over SSE. */
export function messageFrame(message: ServerMessage, id?: string): Frame {
  return new Frame(JSON.stringify(ServerMessageCodec.encode(message)), id);
}

/** Nothing happened. */
export const BEAT_FRAME: Frame = messageFrame({ type: 'beat' });
