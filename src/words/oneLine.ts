import { withoutFormat } from './withoutFormat.js';

/**
 * A text without line breaks, control characters, characters of format and double spaces: a text of the service can't move
 * a cursor.
 */
export function oneLine(text: string): string {
  return withoutFormat(text)
    .trim()
    .replace(/\s*\n\s*/g, '; ')
    .replace(/[\p{Cc}\s]+/gu, ' ');
}
