import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const states = { met: 'met', part: 'in part', open: '**open**', none: 'does not apply' } as const

/** The levels of each section's requirements in their order, one digit each; those of level 3 stand behind them and are not looked at. */
const sections: Readonly<Record<string, string>> = {
  'V1.1': '22',
  'V1.2': '111112222',
  'V1.3': '11222222222',
  'V1.4': '222',
  'V1.5': '12',
  'V2.1': '122',
  'V2.2': '112',
  'V2.3': '1222',
  'V2.4': '2',
  'V3.2': '11',
  'V3.3': '1222',
  'V3.4': '112222',
  'V3.5': '11122',
  'V3.7': '22',
  'V4.1': '122',
  'V4.2': '2',
  'V4.3': '22',
  'V4.4': '1222',
  'V5.1': '2',
  'V5.2': '112',
  'V5.3': '11',
  'V5.4': '222',
  'V6.1': '122',
  'V6.2': '111111112222',
  'V6.3': '1122',
  'V6.4': '1122',
  'V6.5': '22222',
  'V6.6': '222',
  'V6.8': '2222',
  'V7.1': '222',
  'V7.2': '1111',
  'V7.3': '22',
  'V7.4': '11222',
  'V7.5': '22',
  'V7.6': '22',
  'V8.1': '12',
  'V8.2': '112',
  'V8.3': '1',
  'V8.4': '2',
  'V9.1': '111',
  'V9.2': '1222',
  'V10.1': '22',
  'V10.2': '22',
  'V10.3': '2222',
  'V10.4': '11111222222',
  'V10.5': '22222',
  'V10.6': '22',
  'V10.7': '222',
  'V11.1': '22',
  'V11.2': '222',
  'V11.3': '112',
  'V11.4': '1222',
  'V11.5': '2',
  'V11.6': '2',
  'V12.1': '122',
  'V12.2': '11',
  'V12.3': '2222',
  'V13.1': '2',
  'V13.2': '22222',
  'V13.3': '22',
  'V13.4': '12222',
  'V14.1': '22',
  'V14.2': '1222',
  'V14.3': '122',
  'V15.1': '122',
  'V15.2': '122',
  'V15.3': '1222222',
  'V16.1': '2',
  'V16.2': '22222',
  'V16.3': '2222',
  'V16.4': '222',
  'V16.5': '222',
  'V17.1': '2',
  'V17.2': '2222',
  'V17.3': '22',
}

/** Every requirement of levels 1 and 2 with its level: 253 in all. */
export const levels: ReadonlyMap<string, string> = new Map(
  Object.entries(sections).flatMap(([section, digits]) =>
    digits.split('').map((level, index) => [`${section}.${index + 1}`, level] as const),
  ),
)

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
export function securityPage({ standard, level, requirements }: SecurityTable): string {
  const all = Object.values(requirements).flat()
  const counts = Object.entries(states).map(
    ([state, said]) => `${all.filter((one) => one.state === state).length} ${said}`,
  )
  const parts = Object.entries(requirements).map(([chapter, rows]) => {
    const lines = rows.map(({ id, what, state, how, tests }) => {
      const named = tests.map((one) => testOf(one)).map(({ file, name }) => `\`${file}\`: ${name}`)
      return `| ${id} | ${levels.get(id)} | ${what} | ${states[state]} | ${how} | ${named.join('; ')} |`
    })
    return `## ${chapter}\n\n| id | level | what | state | how | test |\n|---|---|---|---|---|---|\n${lines.join('\n')}\n`
  })
  return `# ${standard}, level ${level}

Made from [asvs.yaml](asvs.yaml) by \`node run.mjs scripts/write-security-page.ts\`. It is our own reading, and no certificate. Of the ${all.length} requirements
of levels 1 and 2: ${counts.join(', ')}. "In part" says what is missing.

${parts.join('\n')}`
}
