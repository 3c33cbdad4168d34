import { CliError } from '../cli-error.ts'

type DocumentKind = 'policy' | 'roster'

const mends: Readonly<Record<DocumentKind, string>> = {
  policy: 'Give the roster with --roster, and the policy here.',
  roster: 'Give the policy where the policy belongs, and the roster here.',
}
/** A document that begins later begins with a very long comment. */
const linesReadMax = 500

/** Two files in each other's place would each be told dozens of keys that they should not have; the cause is told instead. */
export function refuseOtherKind(text: string, wanted: DocumentKind, path: string): void {
  const first = text.split('\n', linesReadMax).find((line) => !/^\s*(#|---|\{?\s*$)/.test(line)) ?? ''
  const found = /^\s*\{?\s*"?(policy|roster)"?\s*:/.exec(first)?.[1]
  if (found === undefined || found === wanted) return
  throw new CliError('document_misplaced', {
    where: path,
    what: `This is a ${found}, not a ${wanted}.`,
    hint: mends[wanted],
  })
}
