import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** One setting that cannot be used: where it stands, what is wrong and what it takes. */
export type ConfigProblem = { readonly where: string; readonly what: string }

/** Reads a configuration file that may be there: its name, and its values by option. What is wrong with it joins the problems. */
export function readConfigFile(
  path: string | undefined,
  problems: ConfigProblem[],
): { readonly name: string; readonly values: Readonly<Record<string, unknown>> } {
  if (path === undefined || path === '') return { name: 'configuration file', values: {} }
  try {
    const reading = z.record(z.string(), z.unknown()).safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (reading.success) return { name: path, values: reading.data }
    problems.push({ where: path, what: 'is not a JSON object of options' })
  } catch (error) {
    problems.push({ where: path, what: fileFailure(error) })
  }
  return { name: path, values: {} }
}

/** Never with a piece of the file: there may be a password in it. */
function fileFailure(error: unknown): string {
  if (!(error instanceof SyntaxError))
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`
  const place = /\(line \d+ column \d+\)/.exec(error.message)?.[0]
  return place === undefined ? 'is not JSON' : `is not JSON ${place}`
}
