import { Plural, Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Badge } from '../../../ui/badge.tsx'
import type { GoldenAnswer } from './engine-messages.ts'

type GoldenLeadsProps = { readonly tests: readonly GoldenAnswer[]; readonly onGoTo: (line: number) => void }

/** The golden leads of a draft, those that fail first. */
export function GoldenLeads({ tests, onGoTo }: GoldenLeadsProps): ReactNode {
  const failed = tests.filter(({ passed }) => !passed)
  const ordered = [...failed, ...tests.filter(({ passed }) => passed)]
  return (
    <div className="flex flex-col gap-1">
      <p role="status" className={failed.length === 0 ? 'text-ink-2' : 'text-bad'}>
        {failed.length === 0 ? (
          <Plural
            value={tests.length}
            _0="There are none yet."
            one="# golden lead passes."
            other="All # golden leads pass."
          />
        ) : (
          <Trans>
            {failed.length} of {tests.length} golden leads fail.
          </Trans>
        )}
      </p>
      <ul className="flex max-h-64 flex-col overflow-auto">
        {ordered.map(({ name, line, passed, mismatches }) => (
          <li key={`${line} ${name}`}>
            <Button
              onPress={() => onGoTo(line)}
              className="flex w-full items-baseline gap-2 rounded px-1 py-0.5 text-left hover:bg-hovered"
            >
              <Badge tone={passed ? 'good' : 'bad'}>{passed ? <Trans>passes</Trans> : <Trans>fails</Trans>}</Badge>
              <span className="min-w-0">
                {name}
                {mismatches.map(({ what, expected, found }) => (
                  <span key={what} className="block text-xs text-ink-2">
                    <Trans>
                      {what}: {found}, not {expected}
                    </Trans>
                  </span>
                ))}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
