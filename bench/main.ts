/**
 * Runs one benchmark, or lists them:
 *
 *     npm run bench            npm run bench -- NAME [--quick]
 *
 * Exit codes: 0 the bar is reached, 1 it is not, 2 wrong usage.
 */
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { distance } from 'fastest-levenshtein'
import { isReached, resultLine, type Bench } from './bench-result.ts'

const notBenches = new Set(['main', 'bench-result'])

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const names = benchNames()
  const [name, ...rest] = args.filter((word) => word !== '--quick')
  if (name === undefined) return list(names)
  if (rest.length > 0 || name.startsWith('-')) return refuse('Usage: npm run bench -- NAME [--quick]')
  if (!names.includes(name)) return refuse(unknownName(name, names))
  const bench = await loadBench(name)
  const result = await bench.run({ quick: args.includes('--quick') })
  for (const line of result.table) process.stdout.write(`${line}\n`)
  process.stdout.write(`${resultLine(result)}\n`)
  return isReached(result) ? 0 : 1
}

function benchNames(): readonly string[] {
  // Only files that stand directly here are benchmarks; what they share lives in folders.
  return globSync('*.ts', { cwd: import.meta.dirname })
    .map((file) => basename(file, '.ts'))
    .filter((name) => !notBenches.has(name) && !name.endsWith('.test'))
    .toSorted()
}

function list(names: readonly string[]): number {
  if (names.length === 0) process.stdout.write('There are no benchmarks yet.\n')
  const width = Math.max(0, ...names.map((name) => name.length))
  for (const name of names) {
    process.stdout.write(`${name.padEnd(width)}  ${summaryOf(name)}\n`)
  }
  return 0
}

/** The first sentence of the file's leading comment: listing must not load the competitors' engines. */
function summaryOf(name: string): string {
  const source = readFileSync(join(import.meta.dirname, `${name}.ts`), 'utf8')
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(source)?.[1] ?? ''
  const text = comment.replaceAll(/\s*\n\s*\*?\s*/g, ' ').trim()
  return /^.*?[.:](?=\s|$)/.exec(text)?.[0] ?? text
}

async function loadBench(name: string): Promise<Bench> {
  const module: unknown = await import(`./${name}.ts`)
  if (!isBench(module)) throw new Error(`bench/${name}.ts must export \`run\`: see bench/bench-result.ts.`)
  return module
}

function isBench(module: unknown): module is Bench {
  if (typeof module !== 'object' || module === null) return false
  return 'run' in module && typeof module.run === 'function'
}

function unknownName(name: string, names: readonly string[]): string {
  const nearest = names.toSorted((a, b) => distance(a, name) - distance(b, name)).at(0)
  const isNear = nearest !== undefined && distance(nearest, name) <= Math.max(2, name.length / 3)
  return `There is no benchmark ${name}.${isNear ? ` Did you mean ${nearest}?` : ''} List them with: npm run bench`
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`)
  return 2
}
