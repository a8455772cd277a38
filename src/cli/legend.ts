/** Short names for long texts, given in the order in which the texts come: A, B, … Z, AA, … */
export interface Legend {
  /** The short name; empty for an empty text. */
  readonly nameOf: (text: string) => string;
  /** What each name stands for. */
  readonly entries: () => readonly (readonly [name: string, text: string])[];
}

/** Makes an empty legend. */
export function legend(): Legend {
  const names = new Map<string, string>();
  return {
    nameOf: text => {
      if (text === '') return '';
      const name = names.get(text) ?? letters(names.size);
      names.set(text, name);
      return name;
    },
    entries: () => [...names].map(([text, name]) => [name, text] as const),
  };
}

function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
