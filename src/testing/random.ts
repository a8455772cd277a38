/** Uniform numbers from 0 (included) to 1 (excluded): the same sequence for the same seed. */
export type Random = () => number;

/** A small seeded generator (mulberry32), with the same sequence on every platform. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A seed from strings and numbers (the hash FNV-1a). */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const code of parts.join('\u0000')) hash = Math.imul(hash ^ (code.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** A whole number from `low` to `high`, both included. */
export function integer(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** About `value`: at most the share `spread` above or below it. */
export function about(random: Random, value: number, spread: number): number {
  return value * (1 + spread * (2 * random() - 1));
}

/** One item of a non-empty list. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('pick: the list is empty');
  return item;
}

/** `count` random letters and digits, as in names of endpoints. */
export function randomSuffix(random: Random, count: number): string {
  let text = '';
  while (text.length < count) text += integer(random, 0, 35).toString(36);
  return text;
}
