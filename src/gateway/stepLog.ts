import { lowerBound } from '../core/lowerBound.js';
import type { Step } from '../core/step.js';
import { Step as StepCodec } from '../decode/step.js';

/** The latest that happened to a step. */
export interface LogEntry {
  readonly seq: number;
  readonly key: string;
  /** Undefined: it went. */
  readonly step: Step | undefined;
}

/** So many steps that went are remembered; a client that is older than that needs a snapshot. */
const MAX_REMOVED = 1_000;
/** The log is swept when more than half of it is out of date, and this much more. */
const COMPACTION_SLACK = 64;

/**
 * The log of a job's steps, where a step stands once: at the place of its latest change. Whoever has seen
 * all up to some place is brought up to date by what stands behind it.
 */
export class StepLog {
  /** In the order of `seq`; those that a later one replaces are swept now and then. */
  #entries: Entry[] = [];
  readonly #latest = new Map<string, Entry>();
  #removed = 0;
  #oldestPosition = 0;

  /** From before here nobody can be brought up to date: steps that went are forgotten. */
  get oldestPosition(): number {
    return this.#oldestPosition;
  }

  /** Steps that are there, and steps that went and are remembered. */
  get size(): number {
    return this.#latest.size;
  }

  /** Entries that are held, those included that are out of date and not swept yet. */
  get entryCount(): number {
    return this.#entries.length;
  }

  /** A step came, changed, or (undefined) went; each `seq` is higher than the one before. */
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

  /** What stands behind a place, oldest first. */
  *since(seq: number): Generator<Entry, void> {
    for (let i = this.#firstAfter(seq); i < this.#entries.length; i++) {
      const entry = this.#entries[i];
      if (entry?.replaced === false) yield entry;
    }
  }

  #firstAfter(seq: number): number {
    return lowerBound(this.#entries, entry => entry.seq <= seq);
  }

  /** Forgets the older half of the steps that went. */
  #forgetRemoved(): void {
    for (const entry of this.since(0)) {
      if (this.#removed <= MAX_REMOVED / 2) break;
      if (entry.step !== undefined) continue;
      entry.replaced = true;
      this.#latest.delete(entry.key);
      this.#removed -= 1;
      this.#oldestPosition = entry.seq;
    }
  }

  #compact(): void {
    this.#entries = this.#entries.filter(({ replaced }) => !replaced);
  }
}

/** An entry; its text is made when it is first wanted, and once. */
export class Entry implements LogEntry {
  replaced: boolean = false;
  #text: string | undefined;

  constructor(
    readonly seq: number,
    readonly key: string,
    readonly step: Step | undefined,
  ) {}

  /** `{ key, step }` as JSON, in the form of the wire; of a step that went only the key. */
  get text(): string {
    if (this.#text !== undefined) return this.#text;
    const key = JSON.stringify(this.key);
    this.#text =
      this.step === undefined ? key : `{"key":${key},"step":${JSON.stringify(StepCodec.encode(this.step))}}`;
    return this.#text;
  }
}
