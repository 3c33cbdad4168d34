import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../examples/halden')

/** The path of a file of the bundled example. */
export function exampleFile(name: string): string {
  return join(folder, name)
}

/** Flags that decide by the bundled example on a working day. */
export const exampleWorld = [
  '--policy',
  exampleFile('policy.yaml'),
  '--roster',
  exampleFile('roster.yaml'),
  '--accounts',
  exampleFile('accounts.csv'),
  '--at',
  '2026-11-24T09:00:00Z',
] as const

/** A folder of small files for one test file. */
export type SmallFiles = {
  /** Writes a file and gives its path. */
  readonly write: (name: string, text: string) => string
  readonly path: (name: string) => string
  readonly remove: () => void
}

export function createSmallFiles(): SmallFiles {
  const place = mkdtempSync(join(tmpdir(), 'rightful-'))
  return {
    write: (name, text) => {
      const path = join(place, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
      return path
    },
    path: (name) => join(place, name),
    remove: () => rmSync(place, { recursive: true }),
  }
}

/** Two people who are always there, and the pool they share. */
export const twoPeople = `roster: small
owners:
  - { id: ann, name: Ann, zone: Europe/Berlin, certifications: [gdpr] }
  - { id: bob, name: Bob, zone: Europe/Berlin }
pools:
  - { id: desk, members: [ann, bob] }
  - { id: vip, members: [ann] }
`

/** A policy for them: large German companies go to one pool, the others to the other. */
export const smallPolicy = `policy: small
fields:
  country: { type: country }
  employees: { type: integer }
routes:
  - id: large
    when: country == "DE" && employees >= 100
    to: [pool: vip]
  - id: rest
    to: [pool: desk]
tests:
  - { name: large companies go to Ann, lead: { country: Germany, employees: 500 }, expect: { route: large, pool: vip } }
`
