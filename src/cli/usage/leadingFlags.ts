import { Option, type Command } from 'commander';

/**
 * Lets the flags of the commands stand before the command, too, as with aws-cli: `stepstream --region eu-west-1 steps
 * my-job`. Each is handed on as if it stood behind the command's name; what stands there counts more. A command that
 * doesn't have the flag refuses it. Returns these options of the root.
 */
export function acceptLeadingFlags(root: Command): ReadonlySet<Option> {
  const leading = new Map<string, Option>();
  for (const { long, flags } of root.commands.flatMap(({ options }) => options))
    if (long !== undefined && !leading.has(long)) leading.set(long, new Option(flags));
  for (const option of leading.values()) root.addOption(option);
  // Otherwise the root would take the flags behind the command as well.
  root.enablePositionalOptions().hook('preSubcommand', (_, command) => {
    for (const option of leading.values()) handOn(option, root, command);
  });
  return new Set(leading.values());
}

function handOn(option: Option, root: Command, command: Command): void {
  const name = option.attributeName();
  if (root.getOptionValueSource(name) !== 'cli') return;
  const value: unknown = root.getOptionValue(name);
  const flag = option.long ?? '';
  const { unknown } = command.parseOptions([typeof value === 'string' ? `${flag}=${value}` : flag]);
  if (unknown.length > 0)
    command.error(`error: unknown option '${flag}'`, { code: 'commander.unknownOption' });
}
