export type Shell = 'bash' | 'zsh' | 'fish'

/**
 * The completion script of a shell. It asks the program itself (`rightful --complete WORD…`), so it never goes out of date;
 * where the program has nothing to propose, files are.
 */
export function shellScript(shell: Shell): string {
  return scripts[shell]
}

const scripts: Readonly<Record<Shell, string>> = {
  bash: `_rightful() {
  local IFS=$'\\n'
  COMPREPLY=($(rightful --complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _rightful rightful
`,
  zsh: `#compdef rightful
_rightful() {
  local -a proposals
  local line tab=$'\\t'
  for line in "\${(@f)$(rightful --complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && proposals+=("\${\${line%%$tab*}//:/\\\\:}:\${line#*$tab}")
  done
  if (( \${#proposals} )); then _describe 'rightful' proposals; else _files; fi
}
compdef _rightful rightful
`,
  fish: `function __rightful_complete
  set -l words (commandline -opc) (commandline -ct)
  rightful --complete $words[2..-1] 2>/dev/null
end
function __rightful_has_proposals
  test -n "$(__rightful_complete)"
end
complete -c rightful -f -n __rightful_has_proposals -a '(__rightful_complete)'
`,
}
