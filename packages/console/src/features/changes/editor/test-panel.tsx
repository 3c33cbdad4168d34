import { Trans, useLingui } from '@lingui/react/macro'
import { Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { useTell } from '../../../ui/notices.tsx'
import { Section } from '../../../ui/page.tsx'
import { GoldenLeads } from './golden-leads.tsx'
import { pinLead } from './golden-lead.ts'
import { LeadBox } from './lead-box.tsx'
import { ServerTrial } from './server-trial.tsx'
import { TrialView } from './trial-view.tsx'
import type { PolicyEditing } from './use-policy-editor.ts'
import { documentFile } from './use-policy-texts.ts'

type TestPanelProps = { readonly editing: PolicyEditing; readonly onGoTo: (line: number) => void }

/** What the draft makes of a lead while it is written, and of the leads that are pinned in it. */
export function TestPanel({ editing, onGoTo }: TestPanelProps): ReactNode {
  const { t } = useLingui()
  const tell = useTell()
  const { texts, engine, lead, leadText, setLeadText } = editing
  const { result, isBroken } = engine
  const trial = result?.trial ?? null
  const pin = (): void => {
    const edits = lead === null || trial === null ? [] : pinLead(texts.document, lead, trial.planned)
    texts.edit(documentFile, edits)
    tell(
      edits.length > 0 ? t`Pinned as a golden lead.` : t`It could not be pinned: mend the text first.`,
      edits.length > 0 ? 'good' : 'bad',
    )
  }
  return (
    <>
      <Section title={<Trans>Try a lead</Trans>}>
        <LeadBox text={leadText} isReadable={lead !== null} onText={setLeadText} />
        {isBroken ? (
          <p role="alert" className="text-bad">
            <Trans>The engine does not run in this browser. What the server checks is still below.</Trans>
          </p>
        ) : null}
        {trial !== null ? (
          <TrialView trial={trial} />
        ) : (
          <p className="text-ink-2">
            <Trans>It is tried as soon as both the lead and the policy can be read.</Trans>
          </p>
        )}
        <div className="flex flex-wrap items-start gap-2">
          <Button size="small" isDisabled={trial === null} onPress={pin}>
            <Pin aria-hidden className="size-3.5" />
            <Trans>Pin as a golden lead</Trans>
          </Button>
          <ServerTrial texts={texts} lead={lead} isRead={trial !== null} />
        </div>
      </Section>
      <Section title={<Trans>Golden leads</Trans>}>
        {result?.isRead === true ? (
          <GoldenLeads tests={result.tests} onGoTo={onGoTo} />
        ) : (
          <p className="text-ink-2">
            <Trans>They are tried as soon as the policy can be read.</Trans>
          </p>
        )}
      </Section>
    </>
  )
}
