import { execFile } from 'node:child_process'
import { existsSync, globSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A script for pgbench and what it is run with. */
export type PgbenchRun = {
  readonly url: string
  readonly script: string
  /** Sent with every statement, each as one parameter. */
  readonly values: Readonly<Record<string, string | number>>
  readonly clients: number
  readonly seconds: number
}

/** Runs a script and resolves with its transactions a second. Throws, and says how to install it, when there is no pgbench. */
export async function runPgbench({ url, script, values, clients, seconds }: PgbenchRun): Promise<number> {
  const file = join(tmpdir(), `rightful-pgbench-${process.pid}.sql`)
  writeFileSync(file, script)
  const defines = Object.entries(values).flatMap(([name, value]) => ['-D', `${name}=${value}`])
  const args = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', file, ...defines]
  const { stdout } = await promisify(execFile)(findPgbench(), [...args, url], { maxBuffer: 1 << 24 }).catch(
    (error: Error & { readonly stderr?: string }) => {
      throw new Error(`pgbench failed: ${error.stderr ?? error.message}`)
    },
  )
  const found = /tps = ([\d.]+)/.exec(stdout)?.[1]
  if (found === undefined) throw new Error(`pgbench said: ${stdout}`)
  return Number(found)
}

function findPgbench(): string {
  const [newest] = globSync('/usr/lib/postgresql/*/bin/pgbench').toSorted().toReversed()
  const onPath = (process.env['PATH'] ?? '')
    .split(':')
    .map((folder) => join(folder, 'pgbench'))
    .find(existsSync)
  const found = newest ?? onPath
  if (found === undefined) {
    throw new Error(
      'This benchmark compares with pgbench. Install it: apt-get install postgresql (Debian, Ubuntu), or any PostgreSQL.',
    )
  }
  return found
}
