/** Stable stand-ins: the same one for the same original, another one for another. */
export interface StandIns {
  /** The stand-in of an original, by the noun of its kind: `role-1`, and for `account` 12 digits. */
  readonly of: (noun: string, original: string) => string;
  /** Whether an original of this kind has a stand-in. */
  readonly knows: (noun: string, original: string) => boolean;
  /** Makes known that an original has a stand-in wherever it occurs in a text. Short ones need a boundary on both sides. */
  readonly learn: (original: string, standIn: string) => void;
  /** A text with stand-ins in place of all originals that are known. */
  readonly replace: (text: string) => string;
}

/** Shortest original that is looked for within texts, in characters. */
const SHORTEST = 3;
/** Length from which an original is replaced within words, too, in characters. */
const DISTINCT = 8;
/** Account id before that of the first stand-in. It has no leading zero, so that it can stand in place of a number. */
const FIRST_ACCOUNT = 100_000_000_000;

/** Begins without any. It remembers each distinct original. */
export function standIns(): StandIns {
  const known = new Map<string, Map<string, string>>();
  const within = new Map<string, string>();
  let pattern: RegExp | undefined;

  function of(noun: string, original: string): string {
    let those = known.get(noun);
    if (those === undefined) known.set(noun, (those = new Map<string, string>()));
    let standIn = those.get(original);
    if (standIn === undefined) {
      const number = those.size + 1;
      standIn = noun === 'account' ? String(FIRST_ACCOUNT + number) : `${noun}-${String(number)}`;
      those.set(original, standIn);
    }
    return standIn;
  }

  function learn(original: string, standIn: string): void {
    if (original.length < SHORTEST || within.has(original) || /[\u{e000}\u{e001}]/u.test(original)) return;
    within.set(original, standIn);
    pattern = undefined;
  }

  function replace(text: string): string {
    if (within.size === 0) return text;
    // The longest first, as one can be the beginning of another.
    pattern ??= new RegExp(
      [...within.keys()]
        .sort((a, b) => b.length - a.length)
        .map(bounded)
        .join('|'),
      'g',
    );
    return text.replace(pattern, original => within.get(original) ?? original);
  }

  const knows = (noun: string, original: string): boolean => known.get(noun)?.has(original) === true;

  return { of, knows, learn, replace };
}

function bounded(original: string): string {
  const escaped = original.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  if (/^[\d -]+$/.test(original)) return `(?<!\\d)${escaped}(?!\\d)`;
  return original.length >= DISTINCT ? escaped : `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`;
}
