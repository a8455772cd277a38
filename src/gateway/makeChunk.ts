import type { WatchState } from '../core/message.js';
import { formatPosition, type Position } from '../core/position.js';
import { WatchState as WatchStateCodec } from '../decode/message.js';
import { Frame } from '../sinks/frame.js';
import type { Entry, StepLog } from './stepLog.js';

/** A chunk of a snapshot or of a catch-up. */
export interface Chunk {
  readonly frame: Frame;
  /** Position of a client that has received this chunk: lower than `headSeq` where more chunks follow. */
  readonly seq: number;
  /** Position of the job's last event when the chunk was made. */
  readonly headSeq: number;
  /** Whether it is the first chunk of a snapshot, which replaces all that a client has. */
  readonly isSnapshot: boolean;
}

/** Length of a chunk, in characters, from which no more steps are added: messages stay near 64 KB. */
const CHUNK_CHARACTERS = 60 * 1024;

/**
 * The chunk that follows the position `from`: a catch-up message. Without a position it is the first chunk of a
 * snapshot.
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
    // A client without a position has none of the removed steps.
    if (from !== undefined || entry.step !== undefined) add(entry);
  }
  if (!more) seq = head.seq;
  const id = more ? '' : formatPosition({ epoch: head.epoch, seq });
  return { frame: new Frame(text(), id), seq, headSeq: head.seq, isSnapshot: from === undefined };

  function add(entry: Entry): void {
    (entry.step === undefined ? removed : put).push(entry.text);
    characters += entry.text.length;
    seq = entry.seq;
  }

  function text(): string {
    const epoch = JSON.stringify(head.epoch);
    const watchOf = (state: WatchState): string =>
      `,"watch":${JSON.stringify(WatchStateCodec.encode(state))}`;
    const steps = `"seq":${String(seq)},"more":${String(more)},"steps":[${put.join()}]`;
    if (from === undefined) {
      const known = more ? { ...state, synced: false, done: false } : state;
      return `{"type":"snapshot","epoch":${epoch},${steps}${watchOf(known)}}`;
    }
    const changes = `"from":${String(from)},"removed":[${removed.join()}]`;
    return `{"type":"catchUp","epoch":${epoch},${changes},${steps}${more ? '' : watchOf(state)}}`;
  }
}
