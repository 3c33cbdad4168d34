/**
 * Writes the bill of materials of what runs in production, as CycloneDX 1.6 in JSON, from the lock file alone; nothing is asked of
 * any registry: `node run.mjs scripts/sbom.ts > rightful.cdx.json`. The same lock file gives the same bytes.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { billOfMaterials } from './bill-of-materials.ts'

const lock: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'))
process.stdout.write(`${JSON.stringify(billOfMaterials(lock), null, 2)}\n`)
