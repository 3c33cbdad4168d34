/**
 * Countries as people typed them into customer systems: the share that is read right, an empty answer meaning that nothing may be guessed.
 *
 * One wrong guess makes the value 0. Beside it, every slip of one letter in every English name is tried: none may be
 * read as another country, and most should be read.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCountry } from '@rightful/engine'
import { readTable } from '@rightful/engine/testing'
import type { BenchResult } from './bench-result.ts'
import { tryNameSlips } from './name-slips/try-name-slips.ts'

const file = join(import.meta.dirname, '../../shared/data/ref-geo/country_as_typed.csv')

type Answer = { readonly typed: string; readonly expected: string; readonly got: string }

export async function run(options: { readonly quick: boolean }): Promise<BenchResult> {
  const result = { name: 'countries', unit: '% right', operator: '>=', bar: 100 } as const
  const slips = tryNameSlips(options.quick ? 10 : 1)
  const slipLine = `${slips.tried} slips of one letter in English names: ${slips.read} read right, ${slips.left} left alone, ${slips.wrong.length} read as another country ${slips.wrong.slice(0, 20).join(', ')}`
  if (!existsSync(file)) return { ...result, value: 0, table: [`No ${file}: nothing was measured.`, slipLine] }
  const answers: readonly Answer[] = readTable(readFileSync(file, 'utf8')).map((row) => {
    const typed = row['typed'] ?? ''
    const reading = readCountry(typed)
    return { typed, expected: row['expected_alpha2'] ?? '', got: reading.kind === 'found' ? reading.code : '' }
  })
  const missed = answers.filter(({ expected, got }) => got !== expected && got === '')
  const wrong = answers.filter(({ expected, got }) => got !== expected && got !== '')
  const right = answers.length - missed.length - wrong.length
  const table = [
    `${answers.length} texts: ${right} right, ${missed.length} not read, ${wrong.length} wrong guesses`,
    ...[...wrong, ...missed].map(
      ({ typed, expected, got }) => `  ${typed}: ${got || 'not read'}, should be ${expected || 'not read'}`,
    ),
    slipLine,
  ]
  const isClean = wrong.length === 0 && slips.wrong.length === 0
  return { ...result, value: isClean ? (100 * right) / answers.length : 0, table }
}
