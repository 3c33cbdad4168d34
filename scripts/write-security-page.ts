/** Writes docs/security/asvs.md from the table beside it: `node run.mjs scripts/write-security-page.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSecurityTable, securityPage } from './security-table.ts'

const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'docs/security/asvs.md'), securityPage(readSecurityTable(root)))
