import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../src/cli/program.js';
import { fakeHost } from './support/fakeHost.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/command.md'), 'utf8');
const table = page.slice(page.indexOf('\n## Flags'));
/** Flags of each row, and what it says of the commands that have them. */
const rows = table
  .split('\n')
  .filter(line => line.startsWith('| `--'))
  .map(line => {
    const [, flags = '', commands = ''] = line.split(/(?<!\\)\|/);
    const names: readonly string[] = flags.match(/--[a-z-]+/g) ?? [];
    return { names, commands };
  });

/** Whether a cell such as `steps`, `jobs` or all but `watch` is about a command. */
const isOf = (cell: string, command: string): boolean =>
  cell.includes('all') !== cell.includes(`\`${command}\``);

const { commands } = program(fakeHost(), () => Promise.resolve());
const flags = commands.flatMap(command =>
  command.options.map(({ long, description }) => ({
    command: command.name(),
    long: long ?? '',
    description,
  })),
);

describe('the flags of the command', () => {
  it('stand in the table of docs/command.md, with their commands', () => {
    const missing = flags.filter(
      ({ command, long }) => !rows.some(row => row.names.includes(long) && isOf(row.commands, command)),
    );
    expect(missing.map(({ command, long }) => `${command} ${long}`)).deep.equal([]);
  });

  it('are explained on their own', () => {
    for (const { command, long, description } of flags) {
      expect(description, `${command} ${long}`).match(/^[A-Za-z][\w-]+ \S/);
      expect(description, `${command} ${long}`).not.match(
        /likewise|the same|^(the|so|how|only|where|what's) /,
      );
    }
  });
});
