import type { Command } from 'commander';
import { wrapWords } from '../../words/wrapWords.js';
import { exitsOf } from './commandExits.js';
import { EXAMPLES } from './examples.js';

/** What ends the help of a command: examples, and its exit codes, in lines that fit so many columns. */
export function helpEnd(command: Command, columns: number): string {
  const examples = EXAMPLES[command.name()] ?? [];
  return [
    '',
    'Examples:',
    ...examples.map(text => example(`stepstream ${text}`, columns)),
    '',
    'Exit codes:',
    ...exitsOf(command.name()).flatMap(([code, meaning]) =>
      wrapWords(meaning, columns - EXIT_WIDTH, '').map(
        (line, i) => `  ${(i === 0 ? String(code) : '').padEnd(EXIT_WIDTH - 2)}${line}`,
      ),
    ),
  ].join('\n');
}

/** Width of the exit codes and what is around them, in columns. */
const EXIT_WIDTH = 7;

/** A command line in lines that a shell takes for one. */
const example = (text: string, columns: number): string =>
  wrapWords(`  ${text}`, columns - 2, '      ').join(' \\\n');
