import { conflateKey, isEvent } from './conflateKey.js';
import { mergeEvents } from './mergeEvents.js';

/** Tells what a value is about; undefined: nothing replaces it. */
export type KeyOf = (value: unknown) => string | undefined;

/**
 * What waits for a slow client: one value for each thing that values are about. Events are merged where
 * the first one of them stands, so that `synced` and `done` stay behind what they speak of. Any other
 * value replaces the one before and goes to the end.
 */
export class Backlog {
  readonly #waiting = new Map<unknown, unknown>();
  #unkeyed = 0;

  constructor(private readonly keyOf: KeyOf = conflateKey) {}

  get size(): number {
    return this.#waiting.size;
  }

  push(value: unknown): void {
    const key = this.keyOf(value) ?? this.#unkeyed++;
    const before = this.#waiting.get(key);
    if (isEvent(before) && isEvent(value)) {
      const merged = mergeEvents(before, value);
      if (merged === undefined) this.#waiting.delete(key);
      else this.#waiting.set(key, merged);
      return;
    }
    this.#waiting.delete(key);
    this.#waiting.set(key, value);
  }

  /** Takes the first value out. Only where there is one. */
  shift(): unknown {
    for (const [key, value] of this.#waiting) {
      this.#waiting.delete(key);
      return value;
    }
    throw new RangeError('Nothing waits.');
  }
}
