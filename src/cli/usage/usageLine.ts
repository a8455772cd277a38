import type { Command } from 'commander';
import { oneLine } from '../../words/oneLine.js';
import { adviseCommand } from './foreignCommands.js';
import { FOREIGN_FLAGS, formatInstead } from './foreignFlags.js';

/**
 * What is wrong with a command line, on one line: commander's complaint, and what to use instead. A flag or a command of
 * aws-cli names ours, a flag of another command the commands that have it; for what is left commander suggests by
 * distance.
 */
export function usageLine(text: string, command: Command): string {
  const [complaint = '', suggestion] = text
    .trim()
    .replace(/^error: /, '')
    .split(/\n\((?=Did )/);
  const said = oneLine(complaint).replace(/\.$/, '');
  const advice = adviceOn(said, command) ?? suggestion?.replace(/\)$/, '') ?? fallback(said);
  const line = advice === undefined ? said : `${said}${/^[A-Z]/.test(advice) ? '.' : ':'} ${oneLine(advice)}`;
  return `${line}; see ${pathOf(command)} --help`;
}

function adviceOn(complaint: string, command: Command): string | undefined {
  const flag = /^unknown option '([^'=]+)/.exec(complaint)?.[1];
  if (flag !== undefined) return FOREIGN_FLAGS[flag] ?? commandsWith(flag, command);
  const name = /^unknown command '([^']+)'/.exec(complaint)?.[1];
  if (name !== undefined) return adviseCommand(name);
  const [, format, choices] =
    /^option '--output.* argument '([^']+)'.* choices are (.+)$/.exec(complaint) ?? [];
  if (format === undefined || choices === undefined) return undefined;
  const instead = formatInstead(format, choices.split(', '));
  return instead === undefined ? undefined : `Use ${instead}`;
}

/** The other commands that have a flag. */
function commandsWith(flag: string, { parent }: Command): string | undefined {
  const names = (parent?.commands ?? [])
    .filter(({ options }) => options.some(({ long, short }) => long === flag || short === flag))
    .map(command => command.name());
  if (names.length === 0) return undefined;
  return names.length === 1
    ? `${names.join('')} has it`
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''} have it`;
}

/** What is nowhere near a command may be the name of a job. */
const fallback = (complaint: string): string | undefined =>
  complaint.startsWith('unknown command')
    ? 'a job comes after a command, as in stepstream steps my-job'
    : undefined;

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
