import type { Counterfactuals, LeadFlip } from '@rightful/engine'
import type { Paint } from '../terminal/paint.ts'
import { wrapLine } from '../terminal/wrap-line.ts'
import type { Answers } from './answer-questions.ts'

/** How text is shown: in colours, and broken at a width; `null`: not broken. */
export type Showing = { readonly paint: Paint; readonly width: number | null }

/** Where the texts of an explanation begin. */
const textColumn = 13
const flipsPerFieldShown = 3
const rosterFlipsShown = 8

/** The answers for a person: why, why not the others, what would change it. Lines end in `\n`. */
export function formatAnswers(answers: Answers, { paint, width }: Showing): string {
  const { headline, lines } = answers.explanation
  const why = lines.map(({ label, text }) => {
    const wrapped = wrapLine(`  ${label.padEnd(textColumn - 3)} ${text}`, textColumn, width)
    return `  ${paint('dim', label.padEnd(textColumn - 3))}${wrapped.slice(textColumn - 1)}`
  })
  const blocks = [
    [paint('bold', wrapLine(headline, 2, width)), ...why],
    titled('Why not', whyNotLines(answers), { paint, width }),
    titled('What would change it', changeLines(answers.whatWouldChange), { paint, width }),
  ]
  const filled = blocks.filter((block) => block.length > 0)
  return filled.map((block) => `${block.join('\n')}\n`).join('\n')
}

function titled(title: string, lines: readonly string[], { paint, width }: Showing): readonly string[] {
  return lines.length === 0 ? [] : [paint('bold', title), ...lines.map((line) => wrapLine(`  ${line}`, 4, width))]
}

function whyNotLines({ whyNot, unsaid }: Answers): readonly string[] {
  const lines = whyNot.map(({ sentence }) => sentence)
  return unsaid === 0 ? lines : [...lines, `and ${unsaid} more; ask for one with --not OWNER`]
}

function changeLines(changes: Counterfactuals | null): readonly string[] {
  if (changes === null) return []
  const lines = [...leadLines(changes.lead), ...rosterLines(changes)]
  return lines.length === 0 ? ['no single change of the lead or of one person, and no two attributes'] : lines
}

/** Each attribute has a few values told; a country has more destinations than anybody reads. */
function leadLines(flips: readonly LeadFlip[]): readonly string[] {
  const byField = new Map<string, LeadFlip[]>()
  for (const flip of flips) {
    const field = flip.changes.map((change) => change.field).join(' and ')
    const listed = byField.get(field)
    if (listed === undefined) byField.set(field, [flip])
    else listed.push(flip)
  }
  return [...byField].flatMap(([field, ofField]) => {
    const shown = ofField.slice(0, flipsPerFieldShown).map(({ sentence }) => sentence)
    const more = ofField.length - shown.length
    return more === 0 ? shown : [...shown, `and ${more} more ${more === 1 ? 'change' : 'changes'} of ${field}`]
  })
}

function rosterLines({ roster }: Counterfactuals): readonly string[] {
  const shown = roster.slice(0, rosterFlipsShown).map(({ sentence }) => sentence)
  const more = roster.length - shown.length
  return more === 0 ? shown : [...shown, `and ${more} more ${more === 1 ? 'change' : 'changes'} of the roster`]
}
