import { conflateKey, isEvent } from './conflateKey.js';
import { mergeEvents } from './mergeEvents.js';

/** Identifies the subject of a value. Undefined for a value that no later one replaces. */
export type KeyOf = (value: unknown) => string | undefined;

/**
 * The queue of a slow client, with conflation: one value for each subject. Events are merged in the place of the first
 * one, so that `synced` and `done` stay after the events that they refer to. Any other value replaces the one before and
 * moves to the end.
 */
export class ConflatingQueue {
  readonly #values = new Map<unknown, unknown>();
  #unkeyed = 0;

  constructor(private readonly keyOf: KeyOf = conflateKey) {}

  get size(): number {
    return this.#values.size;
  }

  /** Adds a value. Returns whether an earlier one was merged with it, or replaced, and so is never sent itself. */
  push(value: unknown): boolean {
    const key = this.keyOf(value) ?? this.#unkeyed++;
    const before = this.#values.get(key);
    if (isEvent(before) && isEvent(value)) {
      const merged = mergeEvents(before, value);
      if (merged === undefined) this.#values.delete(key);
      else this.#values.set(key, merged);
      return true;
    }
    const replaces = this.#values.delete(key);
    this.#values.set(key, value);
    return replaces;
  }

  /** Removes and returns the first value. Throws where the queue is empty. */
  shift(): unknown {
    for (const [key, value] of this.#values) {
      this.#values.delete(key);
      return value;
    }
    throw new RangeError('The queue is empty.');
  }
}
