import type { Expression } from './expression.js';

/** A slice of a list with Python's semantics: `[start:stop:step]`. The step is never 0. */
export function slice(start: number | undefined, stop: number | undefined, step: number): Expression {
  return value => {
    if (!Array.isArray(value)) return null;
    // With a negative step the end is the index before the first item.
    const [first, last] = step > 0 ? [0, value.length] : [-1, value.length - 1];
    const within = (position: number): number =>
      Math.min(Math.max(position < 0 ? position + value.length : position, first), last);
    const from = start === undefined ? (step > 0 ? first : last) : within(start);
    const to = stop === undefined ? (step > 0 ? last : first) : within(stop);
    const taken: unknown[] = [];
    for (let i = from; step > 0 ? i < to : i > to; i += step) taken.push(value[i]);
    return taken;
  };
}
