/** Characters that JSON allows in a text and that terminals or scripts would obey: controls, formats, line separators. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

/**
 * A value as JSON, with each character that a terminal would obey, such as a bidirectional override, written as `\u202e`: a
 * reader of JSON gets the same text. `null` where JSON can't express it.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value ?? null, null, indent).replace(UNSAFE, escaped);
}

/** A character beyond the first plane has two units of UTF-16, each of which is escaped. */
const escaped = (character: string): string =>
  character
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
