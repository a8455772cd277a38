import type { ServerMessage } from '../../core/message.js';
import { ServerMessage as ServerMessageCodec } from '../../decode/message.js';

/** The types of messages: one that is added and left out here doesn't compile. */
const KNOWN: Readonly<Record<ServerMessage['type'], true>> = {
  hello: true,
  snapshot: true,
  catchUp: true,
  event: true,
  beat: true,
  error: true,
  bye: true,
};

/** A message of the gateway; `ignored` for one of a later version, `broken` for what is none. */
export function readMessage(data: unknown): ServerMessage | 'ignored' | 'broken' {
  try {
    const parsed: unknown = JSON.parse(String(data));
    const type = (parsed as { readonly type?: unknown } | null)?.type;
    if (typeof type === 'string' && !Object.hasOwn(KNOWN, type)) return 'ignored';
    const decoded = ServerMessageCodec.decode(parsed);
    return decoded._tag === 'Right' ? decoded.right : 'broken';
  } catch {
    return 'broken';
  }
}
