import type { Argument, Command, Option } from 'commander';

/** What completes a value: fixed words, files, names that ~/.aws has, or nothing. */
export type Values = readonly string[] | 'files' | 'profiles' | 'regions' | 'none';

/** A flag, as a shell completes it. */
export interface CompletedFlag {
  readonly long: string;
  readonly description: string;
  /** What follows it; undefined for a flag without a value, and where a value only comes behind `=`. */
  readonly values: Values | undefined;
}

/** A command, as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly CompletedFlag[];
  /** What completes its arguments. */
  readonly values: Values;
}

/** What a shell completes, read from the commands themselves. */
export interface CompletionTree {
  readonly commands: readonly CompletedCommand[];
  /** The flags that may stand before a command. */
  readonly leading: readonly CompletedFlag[];
}

/** Reads the commands. The help of a command, `--help`, is a flag of each. */
export function completionTree(root: Command): CompletionTree {
  const commands = root.commands.map(command => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options.map(flagOf), HELP],
    values: argumentValues(command.registeredArguments),
  }));
  const flags = [...root.options.map(flagOf), ...commands.flatMap(command => command.flags)];
  // Those of the root have neither the choices nor the words of the commands' own.
  const described = new Map(flags.map(flag => [flag.long, flag]));
  return { commands, leading: [...described.values()] };
}

const HELP: CompletedFlag = { long: '--help', description: 'display help for command', values: undefined };

function flagOf(option: Option): CompletedFlag {
  const { long = '', description, required } = option;
  return { long, description, values: required ? valuesOf(option) : undefined };
}

function valuesOf({ argChoices, long, flags }: Option): Values {
  if (argChoices !== undefined) return argChoices;
  if (flags.endsWith('<file>')) return 'files';
  if (long === '--profile') return 'profiles';
  return long === '--region' ? 'regions' : 'none';
}

/** Names of jobs aren't completed: each Tab would take a call of the quota, and credentials. */
function argumentValues(given: readonly Argument[]): Values {
  const [first] = given;
  if (first?.argChoices !== undefined) return first.argChoices;
  return given.some(({ description }) => /\bfile\b/.test(description)) ? 'files' : 'none';
}
