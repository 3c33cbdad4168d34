import { useLingui } from '@lingui/react/macro'
import { memo, type ReactNode, useMemo, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { Select } from '../../../ui/select.tsx'
import { Checks } from './checks.tsx'
import { CodeView } from './code-view.tsx'
import type { Finding } from './engine-messages.ts'
import { FormView } from './form-view.tsx'
import { GraphView } from './graph-view.tsx'
import { TableView } from './table-view.tsx'
import { TestPanel } from './test-panel.tsx'
import type { PolicyEditing } from './use-policy-editor.ts'
import { useServerCheck } from './use-server-check.ts'
import { documentFile } from './use-policy-texts.ts'

const tabClasses =
  'rounded-t px-3 py-1.5 text-ink-2 outline-none data-[selected]:border-b-2 data-[selected]:border-accent data-[selected]:font-medium data-[selected]:text-ink data-[hovered]:text-ink data-[focus-visible]:outline-2 data-[focus-visible]:outline-accent'

/** A place to go to; the stamp makes each going one of its own. */
type Goal = { readonly file: string; readonly line: number; readonly stamp: number }

type PolicyEditorProps = { readonly editing: PolicyEditing }

/** A policy in several views of one text, with what is found in it and what it makes of a lead beside it. */
export const PolicyEditor = memo(function PolicyEditor({ editing }: PolicyEditorProps): ReactNode {
  const { t } = useLingui()
  const { texts, engine, pools } = editing
  const [view, setView] = useState('text')
  const [goal, setGoal] = useState<Goal | null>(null)
  const { result, shape } = engine
  const isCurrent = result?.isRead ?? false
  const symbols = shape?.symbols ?? []
  const check = useServerCheck(texts)
  const findings = useMemo(
    () => withoutTwins([...(result?.problems ?? []), ...engine.findings, ...check.findings]),
    [result, engine.findings, check.findings],
  )
  const trial = result?.trial ?? null
  const goTo = (file: string, line: number): void => {
    setView('text')
    setGoal((before) => ({ file, line, stamp: (before?.stamp ?? 0) + 1 }))
  }
  const onGoTo = (line: number): void => goTo(documentFile, line)
  const views = [
    { id: 'text', name: t`Text`, shown: <TextTab editing={editing} findings={findings} goal={goal} /> },
    {
      id: 'routes',
      name: t`Routes`,
      shown: <FormView texts={texts} findings={findings} trial={trial} pools={pools} />,
    },
    { id: 'tables', name: t`Tables`, shown: <TableView {...{ texts, findings, trial, pools, symbols }} /> },
    { id: 'flow', name: t`Flow`, shown: <GraphView {...{ texts, shape, isCurrent, findings, trial, onGoTo }} /> },
  ]
  return (
    <div className="grid gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <Tabs
        selectedKey={view}
        onSelectionChange={(key) => setView(String(key))}
        className="flex min-w-0 flex-col gap-3"
      >
        <TabList aria-label={t`Views of the policy`} className="flex gap-1 border-b border-line">
          {views.map(({ id, name }) => (
            <Tab key={id} id={id} className={tabClasses}>
              {name}
            </Tab>
          ))}
        </TabList>
        {views.map(({ id, shown }) => (
          <TabPanel key={id} id={id}>
            {shown}
          </TabPanel>
        ))}
      </Tabs>
      <div className="flex min-w-0 flex-col gap-4">
        <TestPanel editing={editing} onGoTo={onGoTo} />
        <Checks findings={findings} isRead={result?.isRead ?? true} check={check} onGoTo={goTo} />
      </div>
    </div>
  )
})

/** Browser and server find much of the same. */
function withoutTwins(findings: readonly Finding[]): readonly Finding[] {
  const byPlace = new Map(findings.map((one) => [`${one.file}:${one.line}:${one.column} ${one.what}`, one]))
  return [...byPlace.values()]
}

type TextTabProps = {
  readonly editing: PolicyEditing
  readonly findings: readonly Finding[]
  readonly goal: Goal | null
}

/** The document, or one of its tables, as text. */
function TextTab({ editing: { texts }, findings, goal }: TextTabProps): ReactNode {
  const { t } = useLingui()
  const [chosen, setChosen] = useState({ file: documentFile, stamp: 0 })
  const files = [documentFile, ...Object.keys(texts.tables)]
  const isSent = goal !== null && goal.stamp > chosen.stamp
  const file = isSent ? goal.file : chosen.file
  const shown = files.includes(file) ? file : documentFile
  const here = useMemo(() => findings.filter((finding) => finding.file === shown), [findings, shown])
  return (
    <div className="flex flex-col gap-2">
      {files.length === 1 ? null : (
        <div className="max-w-64">
          <Select
            label={t`File`}
            isLabelHidden
            value={shown}
            choices={files.map((id) => ({ id, label: id }))}
            onChange={(file) => setChosen({ file, stamp: goal?.stamp ?? 0 })}
          />
        </div>
      )}
      <CodeView key={shown} texts={texts} file={shown} findings={here} goal={goal?.file === shown ? goal : null} />
    </div>
  )
}
