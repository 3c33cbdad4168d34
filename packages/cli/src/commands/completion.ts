import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import type { Shell } from '../completion/shell-script.ts'

const shells = ['bash', 'zsh', 'fish'] as const satisfies readonly Shell[]

/** `rightful completion`: the script that makes a shell complete commands, flags and files. */
export const completionCommand = buildCommand<object, [Shell], CliContext>({
  loader: async () => {
    const { shellScript } = await import('../completion/shell-script.ts')
    return function (this: CliContext, _: object, shell: Shell) {
      this.process.stdout.write(shellScript(shell))
    }
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: (text) => {
            const shell = shells.find((candidate) => candidate === text)
            if (shell === undefined) throw new Error(`There is no completion for it. Give one of ${shells.join(', ')}.`)
            return shell
          },
          proposeCompletions: () => shells,
          brief: 'bash, zsh or fish',
          placeholder: 'SHELL',
        },
      ],
    },
  },
  docs: {
    brief: 'Print a script that makes a shell complete rightful',
    fullDescription: `Examples:
  bash:  source <(rightful completion bash)            # in ~/.bashrc
  zsh:   source <(rightful completion zsh)             # in ~/.zshrc
  fish:  rightful completion fish > ~/.config/fish/completions/rightful.fish`,
  },
})
