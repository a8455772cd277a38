import { PROFILES, REGIONS } from './awsNames.js';
import type { CompletedFlag, CompletionTree, Values } from './completionTree.js';

/** The script for zsh: for `source`, and as the file `_stepstream` of a folder of `fpath`. */
export function zshScript({ commands, leading }: CompletionTree): string {
  const names = commands.map(({ name, description }) => quoted(`${name}:${description}`));
  return `#compdef stepstream
# zsh completion of stepstream. Made by 'stepstream completion zsh'.
_stepstream_profiles() { compadd -- \${(f)"$(${PROFILES})"} }
_stepstream_regions() { compadd -- \${(f)"$(${REGIONS})"} }
_stepstream_commands() {
  local -a commands=(
${names.map(name => `    ${name}`).join('\n')}
  )
  _describe command commands
}
_stepstream() {
  local curcontext=$curcontext state line
  local -A opt_args
  _arguments -C \\
${leading.map(flag => `    ${specOf(flag)} \\`).join('\n')}
    '1: :_stepstream_commands' '*:: :->arguments' && return
  [[ $state == arguments ]] || return 1
  case $line[1] in
${commands
  .map(
    ({ name, flags, values }) => `    ${name})
      _arguments \\
${flags.map(flag => `        ${specOf(flag)} \\`).join('\n')}
        ${quoted(`*: :${takes(values)}`)} ;;`,
  )
  .join('\n')}
  esac
}
if [[ $funcstack[1] == _stepstream ]]; then _stepstream "$@"; else compdef _stepstream stepstream; fi
`;
}

/** \`--flag[description]:value:what completes it\`, in the syntax of \`_arguments\`. */
function specOf({ long, description, values }: CompletedFlag): string {
  const said = description.replace(/[[\]:\\]/g, '\\$&');
  return quoted(
    `${long}${values === undefined ? '' : '='}[${said}]${values === undefined ? '' : `:value:${takes(values)}`}`,
  );
}

function takes(values: Values): string {
  if (typeof values !== 'string') return `(${values.join(' ')})`;
  return { files: '_files', profiles: '_stepstream_profiles', regions: '_stepstream_regions', none: ' ' }[
    values
  ];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
