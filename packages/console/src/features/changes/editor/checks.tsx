import { Trans } from '@lingui/react/macro'
import { type ReactNode, useState } from 'react'
import { shownFailure } from '../../../client/faces.tsx'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/page.tsx'
import { Failed } from '../../../ui/states.tsx'
import { ProblemList } from '../problem-list.tsx'
import type { Finding } from './engine-messages.ts'
import type { ServerCheck } from './use-server-check.ts'

const SHOWN = 8

type ChecksProps = {
  readonly findings: readonly Finding[]
  /** Whether the text can be read as a policy. */
  readonly isRead: boolean
  readonly check: ServerCheck
  readonly onGoTo: (file: string, line: number) => void
}

/** What is wrong with a draft, the worst first: what the engine finds here at once, and what the server adds. */
export function Checks({ findings, isRead, check, onGoTo }: ChecksProps): ReactNode {
  const [isWhole, setWhole] = useState(false)
  const isBad = !isRead || check.isSound === false || findings.some(({ severity }) => severity === 'error')
  const ordered = (['error', 'warning', 'notice'] as const).flatMap((one) =>
    findings.filter(({ severity }) => severity === one),
  )
  const shown = isWhole ? ordered : ordered.slice(0, SHOWN)
  const count = ordered.length
  return (
    <Section title={<Trans>Checks</Trans>}>
      <p role="status" className={isBad ? 'text-bad' : 'text-ink-2'}>
        <Verdict isRead={isRead} isBad={isBad} isSound={check.isSound} />
      </p>
      {check.error === null ? null : <Failed failure={shownFailure(check.error)} onRetry={check.retry} />}
      <ProblemList
        problems={shown.map((finding) => ({ ...finding, where: `${finding.file}:${finding.line}:${finding.column}` }))}
        onGoTo={onGoTo}
      />
      {count <= SHOWN ? null : (
        <Button size="small" kind="quiet" onPress={() => setWhole(!isWhole)}>
          {isWhole ? <Trans>Show the worst only</Trans> : <Trans>Show all {count}</Trans>}
        </Button>
      )}
    </Section>
  )
}

type VerdictProps = { readonly isRead: boolean; readonly isBad: boolean; readonly isSound: boolean | null }

function Verdict({ isRead, isBad, isSound }: VerdictProps): ReactNode {
  if (!isRead) return <Trans>It cannot be read as a policy yet.</Trans>
  if (isBad) return <Trans>It cannot become active yet.</Trans>
  if (isSound === null) return <Trans>Checking it against pools and people…</Trans>
  return <Trans>It could become active as it is.</Trans>
}
