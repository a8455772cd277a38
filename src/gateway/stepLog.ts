import { lowerBound } from '../core/lowerBound.js';
import type { Step } from '../core/step.js';
import { Step as StepCodec } from '../decode/step.js';

/** Maximum number of removed steps in the log. A client that missed older removals needs a snapshot. */
const MAX_REMOVED = 1_000;
/** Number of replaced entries, beyond half of the log, from which the log is compacted. */
const COMPACTION_SLACK = 64;

/**
 * A compacted log of a job's steps: each step has one entry, at the position of its latest change. The entries after a
 * client's position bring that client up to date.
 */
export class StepLog {
  /** Entries in the order of `seq`. Replaced ones stay until the next compaction. */
  #entries: Entry[] = [];
  readonly #latest = new Map<string, Entry>();
  #removed = 0;
  #oldestPosition: number;

  constructor(
    oldestPosition = 0,
    /** Called with the key of each removed step that is forgotten. */
    private readonly onForgotten: (key: string) => void = () => undefined,
  ) {
    this.#oldestPosition = oldestPosition;
  }

  /** Lowest position from which the log is complete: removals before it were forgotten. */
  get oldestPosition(): number {
    return this.#oldestPosition;
  }

  /** Number of steps in the log, removed ones included. */
  get size(): number {
    return this.#latest.size;
  }

  /** Number of entries in memory, replaced ones included. */
  get entryCount(): number {
    return this.#entries.length;
  }

  /** Records that a step was added, changed or (undefined) removed. Each `seq` is higher than the one before. */
  put(seq: number, key: string, step: Step | undefined): void {
    const before = this.#latest.get(key);
    if (before !== undefined) {
      before.replaced = true;
      if (before.step === undefined) this.#removed -= 1;
    }
    const entry = new Entry(seq, key, step);
    this.#entries.push(entry);
    this.#latest.set(key, entry);
    if (step === undefined) this.#removed += 1;
    if (this.#removed > MAX_REMOVED) this.#forgetRemoved();
    if (this.#entries.length > 2 * this.#latest.size + COMPACTION_SLACK) this.#compact();
  }

  /** The entries after a position, oldest first. */
  *since(seq: number): Generator<Entry, void> {
    for (let i = this.#firstAfter(seq); i < this.#entries.length; i++) {
      const entry = this.#entries[i];
      if (entry?.replaced === false) yield entry;
    }
  }

  #firstAfter(seq: number): number {
    return lowerBound(this.#entries, entry => entry.seq <= seq);
  }

  /** Forgets the older half of the removed steps. */
  #forgetRemoved(): void {
    for (const entry of this.since(0)) {
      if (this.#removed <= MAX_REMOVED / 2) break;
      if (entry.step !== undefined) continue;
      entry.replaced = true;
      this.#latest.delete(entry.key);
      this.#removed -= 1;
      this.#oldestPosition = entry.seq;
      this.onForgotten(entry.key);
    }
  }

  #compact(): void {
    this.#entries = this.#entries.filter(({ replaced }) => !replaced);
  }
}

/** The latest change of a step. Its text is encoded once, when it is first needed. */
export class Entry {
  replaced: boolean = false;
  #text: string | undefined;

  constructor(
    readonly seq: number,
    readonly key: string,
    /** Undefined where the step was removed. */
    readonly step: Step | undefined,
  ) {}

  /** `{ key, step }` as JSON, in the form of the wire. For a removed step, the key alone. */
  get text(): string {
    if (this.#text !== undefined) return this.#text;
    const key = JSON.stringify(this.key);
    this.#text =
      this.step === undefined ? key : `{"key":${key},"step":${JSON.stringify(StepCodec.encode(this.step))}}`;
    return this.#text;
  }
}
