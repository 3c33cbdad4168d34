import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

/** A text as it was written, with the numbers of its lines; it cannot be changed here. */
export function SourceText({ text }: { readonly text: string }): ReactNode {
  const { t } = useLingui()
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    <div
      // A region that scrolls is reached by the keyboard, too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={t`Text with line numbers`}
      className="flex max-h-[32rem] overflow-auto rounded-lg border border-line bg-sunken py-2 font-mono text-xs leading-5"
    >
      <pre aria-hidden className="sticky left-0 bg-sunken px-3 text-right text-ink-3 select-none">
        {lines.map((_, at) => at + 1).join('\n')}
      </pre>
      <pre className="pr-4">{text}</pre>
    </div>
  )
}
