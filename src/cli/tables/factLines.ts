import { oneLine } from '../../words/oneLine.js';
import type { Terminal } from '../process/terminal.js';
import { statusText } from './statusText.js';

/** Something that is known of a job: its name, and a text. */
export type Fact = readonly [name: string, value: string | undefined];

/** Width of the column of names, in columns. */
const NAME_WIDTH = 13;

/** A line for each fact that is known; the status is in its colour. */
export function factLines(facts: readonly Fact[], { paint }: Pick<Terminal, 'paint'>): readonly string[] {
  return facts.flatMap(([name, value]) =>
    value === undefined || value === ''
      ? []
      : [`${name.padEnd(NAME_WIDTH)}${name === 'status' ? statusText(value, paint) : oneLine(value)}`],
  );
}
