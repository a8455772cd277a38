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
const MAX_GONE = 1_000;
/** The log is swept when more than half of it is out of date, and this much more. */
const SLACK = 64;

/**
 * The log of a job's steps, where a step stands once: at the place of its latest change. Whoever has seen
 * all up to some place is brought up to date by what stands behind it.
 */
export class StepLog {
  /** In the order of `seq`; those that a later one replaces are swept now and then. */
  #entries: Entry[] = [];
  readonly #latest = new Map<string, Entry>();
  #gone = 0;
  #floor = 0;

  /** From before here nobody can be brought up to date: steps that went are forgotten. */
  get floor(): number {
    return this.#floor;
  }

  /** Steps that are there, and steps that went and are remembered. */
  get size(): number {
    return this.#latest.size;
  }

  /** Entries that are held, those included that are out of date and not swept yet. */
  get held(): number {
    return this.#entries.length;
  }

  /** A step came, changed, or (undefined) went; each `seq` is higher than the one before. */
  put(seq: number, key: string, step: Step | undefined): void {
    const before = this.#latest.get(key);
    if (before !== undefined) {
      before.replaced = true;
      if (before.step === undefined) this.#gone -= 1;
    }
    const entry = new Entry(seq, key, step);
    this.#entries.push(entry);
    this.#latest.set(key, entry);
    if (step === undefined) this.#gone += 1;
    if (this.#gone > MAX_GONE) this.#forget();
    if (this.#entries.length > 2 * this.#latest.size + SLACK) this.#sweep();
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
  #forget(): void {
    for (const entry of this.since(0)) {
      if (this.#gone <= MAX_GONE / 2) break;
      if (entry.step !== undefined) continue;
      entry.replaced = true;
      this.#latest.delete(entry.key);
      this.#gone -= 1;
      this.#floor = entry.seq;
    }
  }

  #sweep(): void {
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
