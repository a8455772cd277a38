import { from } from 'rxjs';
import { freeze } from './freeze.js';
import type { Operator } from './marbles.js';

/** What an operator emitted of a source, and how it ended. */
export interface Played {
  readonly emitted: readonly unknown[];
  readonly completed: boolean;
  readonly error?: unknown;
}

/** Plays items, frozen, through an operator, at once. */
export function play(items: readonly unknown[], operator: Operator): Played {
  const emitted: unknown[] = [];
  let end: Omit<Played, 'emitted'> = { completed: false };
  operator(from(freeze(items) as readonly never[])).subscribe({
    next: value => emitted.push(value),
    error: (error: unknown) => (end = { completed: false, error }),
    complete: () => (end = { completed: true }),
  });
  return { emitted, ...end };
}
