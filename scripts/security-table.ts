import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const states = { met: 'met', part: 'in part', open: '**open**', none: 'does not apply' } as const

const requirement = z.strictObject({
  id: z.string().regex(/^V\d+\.\d+\.\d+$/),
  what: z.string(),
  state: z.enum(['met', 'part', 'open', 'none']),
  how: z.string(),
  tests: z.array(z.string().regex(/^[\w./-]+#.+/)),
})
const table = z.strictObject({
  standard: z.string(),
  level: z.literal(2),
  not_yet: z.array(z.string()),
  requirements: z.record(z.string(), z.array(requirement)),
})

/** docs/security/asvs.yaml, checked: the requirements of a standard, and what of them is met. */
export type SecurityTable = z.output<typeof table>

/** Reads the table of the repository at `root`. */
export function readSecurityTable(root: string): SecurityTable {
  return table.parse(parse(readFileSync(join(root, 'docs/security/asvs.yaml'), 'utf8')))
}

/** The file and the name of a test that the table names; the file from the root of the repository. */
export function testOf(named: string): { readonly file: string; readonly name: string } {
  const at = named.indexOf('#')
  return { file: named.slice(0, at).replace(/^S\//, 'packages/server/src/'), name: named.slice(at + 1) }
}

/** The table as a page for people. */
export function securityPage({ standard, level, not_yet: notYet, requirements }: SecurityTable): string {
  const all = Object.values(requirements).flat()
  const counts = Object.entries(states).map(
    ([state, said]) => `${all.filter((one) => one.state === state).length} ${said}`,
  )
  const parts = Object.entries(requirements).map(([chapter, rows]) => {
    const lines = rows.map(({ id, what, state, how, tests }) => {
      const named = tests.map((one) => testOf(one)).map(({ file, name }) => `\`${file}\`: ${name}`)
      return `| ${id} | ${what} | ${states[state]} | ${how} | ${named.join('; ')} |`
    })
    return `## ${chapter}\n\n| id | what | state | how | test |\n|---|---|---|---|---|\n${lines.join('\n')}\n`
  })
  return `# ${standard}, level ${level}

Made from [asvs.yaml](asvs.yaml) by \`node run.mjs scripts/write-security-page.ts\`. It is our own reading, and no certificate. Of ${all.length} requirements
looked at: ${counts.join(', ')}. Not looked at yet: ${notYet.join(', ')}.

${parts.join('\n')}`
}
