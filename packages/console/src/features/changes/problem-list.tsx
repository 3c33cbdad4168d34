import type { ChangeReview } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Badge, type Tone } from '../../ui/badge.tsx'

type Problem = ChangeReview['problems'][number]

type ProblemListProps = {
  readonly problems: readonly Problem[]
  /** Goes to the line of a problem, from 1, in the document or a table. */
  readonly onGoTo?: (file: string, line: number) => void
}

const tones: Readonly<Record<Problem['severity'], Tone>> = { error: 'bad', warning: 'warn', notice: 'neutral' }

/** What was found in a policy: where, what, and how to mend it. */
export function ProblemList({ problems, onGoTo }: ProblemListProps): ReactNode {
  if (problems.length === 0) return null
  return (
    <ul className="flex flex-col gap-2">
      {problems.map((problem, at) => {
        const place = placeOf(problem.where)
        const go = onGoTo === undefined || place === null ? null : () => onGoTo(place.file, place.line)
        return (
          // Problems have no id; the list is shown anew as a whole.
          <li key={at}>
            {go === null ? (
              <ProblemView problem={problem} />
            ) : (
              <Button onPress={go} className="w-full rounded-md p-1 text-left hover:bg-hovered">
                <ProblemView problem={problem} />
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function ProblemView({ problem: { severity, where, what, mend } }: { readonly problem: Problem }): ReactNode {
  return (
    <>
      <span className="flex items-baseline gap-2">
        <Badge tone={tones[severity]}>{severity}</Badge>
        <span className="min-w-0 font-mono text-xs break-all text-ink-3">{where}</span>
      </span>
      <span className="block break-words">{what}</span>
      {mend === null ? null : <span className="block text-ink-2">{mend}</span>}
    </>
  )
}

/** The file and line in `policy.yaml:12:5`; `null` where there is none. */
function placeOf(where: string): { readonly file: string; readonly line: number } | null {
  const [, file, line] = /^(.+):(\d+):\d+$/.exec(where) ?? []
  return file === undefined || line === undefined ? null : { file, line: Number(line) }
}
