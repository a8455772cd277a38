/** Compares two numbers, or two strings by their code points: below zero where `a` is first, above where `b` is. */
export function inOrder<T extends number | string>(a: T, b: T): number {
  if (typeof a === 'string') return byCodePoint(a, b as string);
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The string order of Python, and so of aws-cli. JavaScript's `<` compares UTF-16 units, which puts the upper
 * planes (surrogates, from D800) below E000 to FFFF.
 */
function byCodePoint(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const [unit, other] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (unit !== other) return rank(unit) - rank(other);
  }
  return a.length - b.length;
}

const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
