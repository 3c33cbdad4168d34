/**
 * Writes the published JSON Schemas below docs/reference from those the engine holds. A test compares the two, so run this
 * after changing a document's shape: `node run.mjs scripts/write-schemas.ts`.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { policySchema, rosterSchema } from '@rightful/engine'

const folder = join(import.meta.dirname, '../docs/reference')
const schemas: Readonly<Record<string, unknown>> = {
  'policy.schema.json': policySchema,
  'roster.schema.json': rosterSchema,
}

for (const [file, schema] of Object.entries(schemas)) {
  writeFileSync(join(folder, file), `${JSON.stringify(schema, null, 2)}\n`)
  process.stdout.write(`docs/reference/${file}\n`)
}
