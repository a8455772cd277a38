import type { Expression } from './expression.js';

/** A part of a list, as Python cuts it: `[start:stop:step]`. A step is never 0. */
export function slice(start: number | undefined, stop: number | undefined, step: number): Expression {
  return value => {
    if (!Array.isArray(value)) return null;
    // Going back, the end is the place before the first item.
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
