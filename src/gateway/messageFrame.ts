import type { ServerMessage } from '../core/message.js';
import { ServerMessage as ServerMessageCodec } from '../decode/message.js';
import { Frame } from '../sinks/frame.js';

/** Value of `Last-Event-ID` for a client that has nothing to resume, as its stream has ended for good. */
export const NO_RESUME_ID = 'end';

/** Encodes a message. `id` is the position from which a client resumes over SSE once it has received the message. */
export function messageFrame(message: ServerMessage, id?: string): Frame {
  return new Frame(JSON.stringify(ServerMessageCodec.encode(message)), id);
}

/** A heartbeat. */
export const BEAT_FRAME: Frame = messageFrame({ type: 'beat' });
