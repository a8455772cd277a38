import { PROFILES, REGIONS } from './awsNames.js';
import type { CompletedFlag, CompletionTree, Values } from './completionTree.js';

/**
 * The script for bash, 3.2 of macOS included. Words of the tree need no quotes: names of commands and flags, and choices,
 * have letters, digits, `-` and `.` alone.
 */
export function bashScript({ commands, leading }: CompletionTree): string {
  const scopes = [
    { name: '', flags: leading, values: commands.map(({ name }) => name) as Values },
    ...commands,
  ];
  return `# bash completion of stepstream. Made by 'stepstream completion bash'.
# Prints the flags of a command; without one, those that may stand before it.
_stepstream_flags() {
  case $1 in
${scopes.map(({ name, flags }) => `    '${name}') echo '${flags.map(({ long }) => long).join(' ')}' ;;`).join('\n')}
  esac
}
# Prints what completes the value of a flag of a command, '' for the command's argument: words, or @files, @profiles,
# @regions, @none. Fails for a flag without a value.
_stepstream_values() {
  case "$1 $2" in
${scopes.flatMap(({ name, flags, values }) => [caseOf(`${name} `, values), ...valueCases(name, flags)]).join('\n')}
    *) return 1 ;;
  esac
}
_stepstream() {
  local cur=\${COMP_WORDS[COMP_CWORD]} flag= command= i word values
  COMPREPLY=()
  # bash splits --flag=value at the sign.
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $word == '=' ]]; then continue; fi
    if [[ -n $flag ]]; then flag=; continue; fi
    if [[ $word == -* ]]; then
      if _stepstream_values "$command" "$word" >/dev/null; then flag=$word; fi
    elif [[ -z $command ]]; then command=$word; fi
  done
  if [[ $cur == '=' ]]; then cur=; fi
  if [[ -z $flag && $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$(_stepstream_flags "$command")" -- "$cur"))
    return
  fi
  values=$(_stepstream_values "$command" "$flag") || return
  case $values in
    @files)
      local IFS=$'\\n'
      if type compopt >/dev/null 2>&1; then compopt -o filenames 2>/dev/null; fi
      COMPREPLY=($(compgen -f -- "$cur"))
      return ;;
    @profiles) values=$(${PROFILES}) ;;
    @regions) values=$(${REGIONS}) ;;
    @none) return ;;
  esac
  COMPREPLY=($(compgen -W "$values" -- "$cur"))
}
complete -F _stepstream stepstream
`;
}

const valueCases = (command: string, flags: readonly CompletedFlag[]): readonly string[] =>
  flags.flatMap(({ long, values }) => (values === undefined ? [] : [caseOf(`${command} ${long}`, values)]));

const caseOf = (of: string, values: Values): string =>
  `    '${of}') echo '${typeof values === 'string' ? `@${values}` : values.join(' ')}' ;;`;
