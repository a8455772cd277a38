import type { FleetStatus } from '../../core/fleet.js';
import { FleetStatus as FleetStatusCodec } from '../../decode/fleet.js';
import { Frame } from '../../sinks/frame.js';
import type { UpdateSource } from '../updateSource.js';
import type { Chunk } from '../makeChunk.js';

/** Length of a message, in characters, from which no more rows are added: messages stay near 64 KB. */
const CHUNK_CHARACTERS = 60 * 1024;
/** Longest time for which a message is sent to further clients, in milliseconds: it says what time it is. */
const CHUNK_MS = 1_000;
/** Maximum number of removed rows that are remembered. A client that missed older removals begins anew. */
const MAX_REMOVED = 1_000;

interface Entry {
  readonly seq: number;
  /** The row as JSON, in the form of the wire; undefined where it was removed. */
  readonly text: string | undefined;
}

/**
 * A compacted log of the rows of a fleet, as one client or all clients may see them: each row has one entry, at the
 * position of its latest change. A client that is behind receives the latest state of each row.
 */
export class RowLog implements UpdateSource {
  /** In the order of `seq`: a row that changes goes to the end. */
  readonly #entries = new Map<string, Entry>();
  readonly #chunks = new Map<number | undefined, Chunk>();
  /** When the oldest of the chunks was made. */
  #chunksSince = 0;
  #status: FleetStatus = { complete: false };
  #statusText = '';
  #removed = 0;
  #oldestPosition = 0;
  #seq = 0;

  constructor(
    /** Returns the time of day, in milliseconds since the epoch. */
    private readonly now: () => number,
  ) {}

  get seq(): number {
    return this.#seq;
  }

  /** Takes the present rows and status. Returns whether anything has changed. */
  take(rows: ReadonlyMap<string, string>, status: FleetStatus): boolean {
    const before = this.#seq;
    for (const [name, { text }] of this.#entries)
      if (text !== undefined && !rows.has(name)) this.#put(name, undefined);
    for (const [name, text] of rows) if (this.#entries.get(name)?.text !== text) this.#put(name, text);
    const statusText = JSON.stringify(FleetStatusCodec.encode(status));
    if (statusText !== this.#statusText) this.#seq += 1;
    this.#status = status;
    this.#statusText = statusText;
    if (this.#removed > MAX_REMOVED) this.#forgetRemoved();
    if (this.#seq !== before) this.#chunks.clear();
    return this.#seq !== before;
  }

  chunkAfter(from: number | undefined): Chunk {
    const start = from !== undefined && from >= this.#oldestPosition ? from : undefined;
    const now = this.now();
    if (Math.abs(now - this.#chunksSince) >= CHUNK_MS) this.#chunks.clear();
    if (this.#chunks.size === 0) this.#chunksSince = now;
    const known = this.#chunks.get(start);
    if (known !== undefined) return known;
    const chunk = this.#makeChunk(start, now);
    this.#chunks.set(start, chunk);
    return chunk;
  }

  #makeChunk(from: number | undefined, now: number): Chunk {
    const rows: string[] = [];
    const removed: string[] = [];
    let characters = 0;
    let seq = from ?? 0;
    let more = false;
    for (const [name, entry] of this.#entries) {
      if (entry.seq <= (from ?? 0)) continue;
      if (characters > CHUNK_CHARACTERS) {
        more = true;
        break;
      }
      if (entry.text !== undefined) rows.push(entry.text);
      else if (from !== undefined) removed.push(JSON.stringify(name));
      characters += entry.text?.length ?? name.length;
      seq = entry.seq;
    }
    if (!more) seq = this.#seq;
    const status = { ...this.#status, complete: this.#status.complete && !more };
    const head = JSON.stringify({
      ...{ type: 'rows', at: now / 1_000, reset: from === undefined, more },
      ...FleetStatusCodec.encode(status),
    });
    const text = `${head.slice(0, -1)},"rows":[${rows.join()}],"removed":[${removed.join()}]}`;
    return { frame: new Frame(text), seq, headSeq: this.#seq, isSnapshot: from === undefined };
  }

  #put(name: string, text: string | undefined): void {
    const before = this.#entries.get(name);
    if (before !== undefined && before.text === undefined) this.#removed -= 1;
    if (text === undefined) this.#removed += 1;
    this.#entries.delete(name);
    this.#entries.set(name, { seq: ++this.#seq, text });
  }

  #forgetRemoved(): void {
    for (const [name, { seq, text }] of this.#entries) {
      if (this.#removed <= MAX_REMOVED / 2) return;
      if (text !== undefined) continue;
      this.#entries.delete(name);
      this.#removed -= 1;
      this.#oldestPosition = seq;
    }
  }
}
