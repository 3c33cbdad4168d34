import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Section } from '../../ui/page.tsx'
import { useTell } from '../../ui/notices.tsx'

/** Why a decision came out as it did, step by step, and what would have changed it. */
export function Why({ decisionId }: { readonly decisionId: string }): ReactNode {
  const path = { decision_id: decisionId }
  const query = $api.useQuery('get', '/v1/decisions/{decision_id}/why', { params: { path } })
  return (
    <Section
      title={<Trans>Why</Trans>}
      actions={query.data === undefined ? null : <CopySentence sentence={query.data.headline} />}
    >
      <Faces query={query} lines={6}>
        {({ headline, lines, runner_up: runnerUp }) => (
          <>
            <p className="text-sm font-medium">{headline}</p>
            <dl className="grid grid-cols-[6rem_1fr] gap-x-3 gap-y-1.5">
              {lines.map(({ label, text }, at) => (
                // Lines have no id, and their order never changes.
                <div key={at} className="contents">
                  <dt className="text-ink-3">{label}</dt>
                  <dd className="min-w-0 break-words">{text}</dd>
                </div>
              ))}
            </dl>
            {runnerUp === null ? null : <p className="text-ink-2">{runnerUp}</p>}
          </>
        )}
      </Faces>
      <WhyNot decisionId={decisionId} />
      <WhatWouldChange decisionId={decisionId} />
    </Section>
  )
}

function CopySentence({ sentence }: { readonly sentence: string }): ReactNode {
  const { t } = useLingui()
  const tell = useTell()
  const copy = (): void => {
    navigator.clipboard.writeText(sentence).then(
      () => tell(t`Copied.`),
      () => tell(t`The browser does not let this page copy.`, 'bad'),
    )
  }
  return (
    <Button kind="quiet" size="small" onPress={copy}>
      <Trans>Copy as a sentence</Trans>
    </Button>
  )
}

function WhyNot({ decisionId }: { readonly decisionId: string }): ReactNode {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const query = $api.useQuery(
    'get',
    '/v1/decisions/{decision_id}/why-not',
    { params: { path: { decision_id: decisionId }, query: { owner: asked } } },
    { enabled: asked !== '' },
  )
  const ask = (event: FormEvent): void => {
    event.preventDefault()
    setAsked(typed.trim())
  }
  return (
    <div className="flex flex-col gap-2">
      <form onSubmit={ask} className="flex items-end gap-2">
        <div className="w-56">
          <TextField
            label={t`Why not somebody else?`}
            placeholder={t`such as jonas-brandt`}
            value={typed}
            onChange={setTyped}
          />
        </div>
        <Button type="submit" isDisabled={typed.trim() === ''}>
          <Trans>Ask</Trans>
        </Button>
      </form>
      {asked === '' ? null : (
        <Faces query={query} lines={1}>
          {({ sentence }) => <p>{sentence}</p>}
        </Faces>
      )}
    </div>
  )
}

const SENTENCES_SHOWN = 8

function WhatWouldChange({ decisionId }: { readonly decisionId: string }): ReactNode {
  const [isAsked, setAsked] = useState(false)
  const query = $api.useQuery(
    'get',
    '/v1/decisions/{decision_id}/what-would-change',
    { params: { path: { decision_id: decisionId } } },
    { enabled: isAsked },
  )
  if (!isAsked) {
    return (
      <div>
        <Button size="small" onPress={() => setAsked(true)}>
          <Trans>What would change it?</Trans>
        </Button>
      </div>
    )
  }
  return (
    <Faces query={query} lines={4}>
      {({ sentences }) => (
        <ul className="list-disc pl-4">
          {sentences.slice(0, SENTENCES_SHOWN).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {sentences.length === 0 ? (
            <li>
              <Trans>No single change would have.</Trans>
            </li>
          ) : null}
        </ul>
      )}
    </Faces>
  )
}
