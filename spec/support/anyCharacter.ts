import fc from 'fast-check';

const isWhole = (point: number): boolean => point < 0xd800 || point > 0xdfff;

/**
 * Any character of Unicode, as a `unit` of fast-check's strings. Their unit `binary` is the same, but makes a map of
 * all characters, which takes a second of a processor.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat(0x10ffff)
  .filter(isWhole)
  .map(
    point => String.fromCodePoint(point),
    text => {
      const point = typeof text === 'string' ? text.codePointAt(0) : undefined;
      if (point === undefined || String.fromCodePoint(point) !== text) throw new Error('is no character');
      return point;
    },
  );
