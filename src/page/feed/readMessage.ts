import type { ServerMessage } from '../../core/message.js';
import { ServerMessage as ServerMessageCodec } from '../../decode/message.js';

const KNOWN: ReadonlySet<unknown> = new Set([
  'hello',
  'snapshot',
  'catchUp',
  'event',
  'beat',
  'error',
  'bye',
] satisfies ServerMessage['type'][]);

/** A message of the gateway; `ignored` for one of a later version, `broken` for what is none. */
export function readMessage(data: unknown): ServerMessage | 'ignored' | 'broken' {
  try {
    const parsed: unknown = JSON.parse(String(data));
    const type = (parsed as { readonly type?: unknown } | null)?.type;
    if (typeof type === 'string' && !KNOWN.has(type)) return 'ignored';
    const decoded = ServerMessageCodec.decode(parsed);
    return decoded._tag === 'Right' ? decoded.right : 'broken';
  } catch {
    return 'broken';
  }
}
