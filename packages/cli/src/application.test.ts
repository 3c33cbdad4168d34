import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { cliErrors } from './cli-error.ts'
import { shellScript } from './completion/shell-script.ts'
import { runCommand } from './testing/run-command.ts'

describe('the command line', () => {
  test('prints its help, with examples, and ends with 0', async () => {
    for (const args of [
      [],
      ['--help'],
      ['policy'],
      ['route', '--help'],
      ['explain', '-h'],
      ['policy', 'diff', '--help'],
    ]) {
      const run = await runCommand(args)
      assert.equal(run.code, 0, args.join(' '))
      assert.match(run.stdout, /rightful/)
      assert.equal(run.stderr, '')
    }
    for (const command of ['route', 'explain', 'completion']) {
      assert.match((await runCommand([command, '--help'])).stdout, /Examples:|bash:/)
    }
  })

  test('prints its version', async () => {
    assert.match((await runCommand(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/)
  })

  test('ends wrong usage with 2, says what was meant, and prints nothing on the standard output', async () => {
    for (const [args, said] of [
      [['rute'], /did you mean `route`/],
      [['policy', 'chek', 'p.yaml'], /did you mean `check`/],
      [['route', 'leads.csv', '--polcy', 'p.yaml'], /did you mean --policy/],
      [['route', 'leads.csv', '--policy', 'p.yaml'], /--roster/],
      [['route', '--policy', 'p.yaml', '--roster', 'r.yaml'], /^LEADS is needed\.\n {2}See --help/],
      [['explain', 'l.csv'], /^(--\w+ is needed, with a value\.\n){3} {2}See --help for what the command takes\.\n$/],
      [['policy', 'check', 'p.yaml', '--week-of', 'May'], /--week-of May: It is not a date/],
      [['policy', 'docs', 'p.yaml', '--format', 'pdf'], /pdf/],
      [['route', 'l.csv', '-p', 'p', '-r', 'r', '--at', 'yesterday'], /--at yesterday: It is not an instant\. Write/],
      [['route', 'l.csv', '-p', 'p', '-r', 'r', '--map', 'company'], /--map company: It is not a mapping\. Write/],
      [['route', 'l.csv', '-p', 'p', '-r', 'r', '--delimiter', 'ab'], /--delimiter ab: It is not a delimiter/],
      [['route', 'l.csv', '-p', 'p', '-r', 'r', '--format', 'xml'], /xml/],
      [['completion', 'tcsh'], /SHELL tcsh: There is no completion for it/],
    ] as const) {
      const run = await runCommand(args)
      assert.equal(run.code, 2, args.join(' '))
      assert.match(run.stderr, said)
      assert.equal(run.stdout, '')
    }
  })

  test('uses no colour where nothing is a terminal', async () => {
    for (const args of [['--help'], ['rute']]) {
      const { stdout, stderr } = await runCommand(args)
      assert.ok(!(stdout + stderr).includes('\u001B'))
    }
  })

  test('leaves quietly when nobody reads on', () => {
    const main = join(import.meta.dirname, 'main.ts')
    const command = `'${process.execPath}' '${main}' route --help | true; echo "\${PIPESTATUS[0]}"`
    const run = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
    assert.equal(run.stdout, '0\n')
    assert.equal(run.stderr, '')
  })
})

describe('completion', () => {
  test('proposes commands, flags and values', async () => {
    const proposals = async (...words: readonly string[]) => {
      const { stdout } = await runCommand(['--complete', ...words])
      return stdout.split('\n').map((line) => line.split('\t')[0])
    }
    assert.ok((await proposals('')).includes('route'))
    assert.deepEqual(await proposals('policy', 'd'), ['diff', 'docs', ''])
    assert.deepEqual(await proposals('route', '--po'), ['--policy', ''])
    assert.deepEqual(await proposals('completion', 'z'), ['zsh', ''])
  })

  test('prints a script that the shell can read', async () => {
    const { stdout } = await runCommand(['completion', 'bash'])
    assert.equal(stdout, shellScript('bash'))
    assert.equal(spawnSync('bash', ['-n'], { input: stdout }).status, 0)
    assert.match(shellScript('zsh'), /compdef _rightful rightful/)
    assert.match(shellScript('fish'), /complete -c rightful/)
  })

  test('completes in bash what the program proposes, and leaves files to bash', () => {
    const main = join(import.meta.dirname, 'main.ts')
    const script = `${shellScript('bash')}
      rightful() { '${process.execPath}' '${main}' "$@"; }
      complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _rightful; echo "\${COMPREPLY[*]}"; }
      complete_words rightful poli
      complete_words rightful policy di
      complete_words rightful route cli-err
      complete -p rightful`
    const run = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
    assert.equal(run.stdout, 'policy\ndiff\n\ncomplete -o default -F _rightful rightful\n', run.stderr)
  })
})

/** For a test's `skip`: false when the shell is installed, else the reason. */
function skipWithoutShell(shell: string): string | false {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0 ? false : `${shell} is not installed here`
}

describe('completion in other shells', () => {
  const main = join(import.meta.dirname, 'main.ts')

  test('completes in zsh what the program proposes', { skip: skipWithoutShell('zsh') }, () => {
    const script = `compdef() { }
      ${shellScript('zsh')}
      rightful() { '${process.execPath}' '${main}' "$@"; }
      _describe() { local listed="$2"; print -l -- "\${(@P)listed}"; }
      _files() { print files; }
      complete_words() { words=("$@"); CURRENT=$#; _rightful; }
      complete_words rightful policy di
      complete_words rightful route cli-err`
    const run = spawnSync('zsh', ['-fc', script], { encoding: 'utf8' })
    assert.match(run.stdout, /^diff:[^\n]+\nfiles\n$/, run.stderr)
  })

  test('completes in fish what the program proposes', { skip: skipWithoutShell('fish') }, () => {
    const script = `function rightful; '${process.execPath}' '${main}' $argv; end
      ${shellScript('fish')}
      complete -C 'rightful policy di'`
    const run = spawnSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' })
    assert.match(run.stdout, /^diff\t[^\n]+\n$/, run.stderr)
  })
})

describe('the reference of the command line', () => {
  test('documents every error, and no other', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/cli.md'), 'utf8')
    const documented = [...page.matchAll(/^\| `([a-z_]+)` \| ([12]) \|/gm)].map(
      ([, code, exitCode]) => `${code} ${exitCode}`,
    )
    const known = Object.entries(cliErrors).map(([code, { exitCode }]) => `${code} ${exitCode}`)
    assert.deepEqual(documented.toSorted(), known.toSorted())
  })
})
