import { stripVTControlCharacters } from 'node:util';

const WIPED = '\u001b[2K';

/** The lines that are left on the screen: the progress line is wiped, colours and cursor moves are gone. */
export function linesOf(output: string): string[] {
  return output.split(/\r?\n/).map(line => stripVTControlCharacters(line.split(WIPED).at(-1)!));
}
