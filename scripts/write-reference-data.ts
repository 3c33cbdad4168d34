/**
 * Writes the reference tables that the engine ships (packages/engine/src/normalise/reference/*.json) from the data of npm packages:
 *
 *     node run.mjs scripts/write-reference-data.ts
 *
 * Run it after one of those packages was updated; a test fails until the tables agree with them.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { referenceTables } from './reference-data/reference-tables.ts'

const folder = join(import.meta.dirname, '..', 'packages', 'engine', 'src', 'normalise', 'reference')

for (const [name, text] of Object.entries(referenceTables())) {
  writeFileSync(join(folder, name), text)
  process.stdout.write(`${name} ${text.length}\n`)
}
