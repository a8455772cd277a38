import { PROFILES, REGIONS } from './awsNames.js';
import type { CompletedFlag, CompletionTree, Values } from './completionTree.js';

/** The script for fish. */
export function fishScript({ commands, leading }: CompletionTree): string {
  const before = '-n "__stepstream_in none"';
  const takingValue = leading.filter(({ values }) => values !== undefined).map(({ long }) => long);
  return `# fish completion of stepstream. Made by 'stepstream completion fish'.
# Prints the command of the line, past the flags before it and their values.
function __stepstream_command
  set -l isValue 0
  for word in (commandline -opc)[2..-1]
    if test $isValue = 1
      set isValue 0
      continue
    end
    switch $word
      case ${takingValue.join(' ')}
        set isValue 1
      case '-*'
      case '*'
        echo $word
        return
    end
  end
  echo none
end
function __stepstream_in
  test (__stepstream_command) = $argv[1]
end
complete -c stepstream -f
${commands.map(({ name, description }) => `complete -c stepstream ${before} -a ${name} -d ${quoted(description)}`).join('\n')}
${leading.map(flag => lineOf(before, flag)).join('\n')}
${commands
  .flatMap(({ name, flags, values }) => {
    const within = `-n "__stepstream_in ${name}"`;
    return [...argumentLines(within, values), ...flags.map(flag => lineOf(within, flag))];
  })
  .join('\n')}
`;
}

function argumentLines(within: string, values: Values): readonly string[] {
  if (values === 'none') return [];
  return [`complete -c stepstream ${within} ${takes(values)}`];
}

const lineOf = (where: string, { long, description, values }: CompletedFlag): string =>
  `complete -c stepstream ${where} -l ${long.slice(2)}${values === undefined ? '' : ` -r ${takes(values)}`} -d ${quoted(description)}`;

/** What completes a value; \`-f\` keeps files out, and \`-F\` lets them in. */
function takes(values: Values): string {
  if (typeof values !== 'string') return `-f -a ${quoted(values.join(' '))}`;
  switch (values) {
    case 'files':
      return '-F';
    case 'none':
      return '-f';
    case 'profiles':
      return `-f -a ${quoted(`(sh -c ${quoted(PROFILES)})`)}`;
    case 'regions':
      return `-f -a ${quoted(`(sh -c ${quoted(REGIONS)})`)}`;
  }
}

/** A text in quotes of fish, in which a backslash and a quote stand for themselves behind a backslash. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
