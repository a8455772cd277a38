import type { WatchState } from '../core/message.js';
import { formatPosition, type Position } from '../core/position.js';
import { WatchState as WatchStateCodec } from '../decode/message.js';
import { Frame } from '../sinks/frame.js';
import type { Entry, StepLog } from './stepLog.js';

/** A part of a snapshot, or of what brings a client up to date. */
export interface Chunk {
  readonly frame: Frame;
  /** The place that it leads to: before that of the job where another one follows. */
  readonly seq: number;
}

/** A part gets no more steps once it is this long, so that no message is much longer than 64 KB. */
const CHUNK_CHARACTERS = 60 * 1024;

/**
 * The part that follows a place: a catch-up. Without a place: the first part of a snapshot.
 */
export function makeChunk(log: StepLog, head: Position, state: WatchState, from: number | undefined): Chunk {
  const put: string[] = [];
  const removed: string[] = [];
  let characters = 0;
  let seq = from ?? 0;
  let more = false;
  for (const entry of log.since(from ?? 0)) {
    if (characters > CHUNK_CHARACTERS) {
      more = true;
      break;
    }
    take(entry);
  }
  if (!more) seq = head.seq;
  return { frame: new Frame(text(), more ? '' : formatPosition({ epoch: head.epoch, seq })), seq };

  function take(entry: Entry): void {
    (entry.step === undefined ? removed : put).push(entry.text);
    characters += entry.text.length;
    seq = entry.seq;
  }

  function text(): string {
    const epoch = JSON.stringify(head.epoch);
    const stand = (state: WatchState): string => `,"watch":${JSON.stringify(WatchStateCodec.encode(state))}`;
    const rest = `"seq":${String(seq)},"more":${String(more)},"steps":[${put.join()}]`;
    if (from === undefined) {
      const now = more ? { ...state, synced: false, done: false } : state;
      return `{"type":"snapshot","epoch":${epoch},${rest}${stand(now)}}`;
    }
    const before = `"from":${String(from)},"removed":[${removed.join()}]`;
    return `{"type":"catchUp","epoch":${epoch},${before},${rest}${more ? '' : stand(state)}}`;
  }
}
