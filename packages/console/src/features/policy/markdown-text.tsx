import { Trans } from '@lingui/react/macro'
import { type ReactNode, useMemo } from 'react'
import { classes } from '../../ui/classes.ts'
import { type Block, readBlocks } from './markdown-blocks.ts'

/** A Markdown text as headings, lists, tables and code; never as HTML, whatever it holds. */
export function MarkdownText({ text }: { readonly text: string }): ReactNode {
  const blocks = useMemo(() => readBlocks(text), [text])
  return (
    <div className="flex max-w-4xl flex-col gap-3">
      {blocks.map((block, at) => (
        // Blocks have no id, and their order never changes.
        <BlockView key={at} block={block} />
      ))}
    </div>
  )
}

function BlockView({ block }: { readonly block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <HeadingView level={block.level} text={block.text} />
    case 'code':
      return (
        <pre className="overflow-x-auto rounded-lg border border-line bg-sunken p-3 font-mono text-xs">
          {block.text}
        </pre>
      )
    case 'list':
      return (
        <ul className="list-disc pl-5">
          {block.items.map((item, at) => (
            <li key={at}>
              <Inline text={item} />
            </li>
          ))}
        </ul>
      )
    case 'table':
      return <TableView head={block.head} rows={block.rows} />
    case 'text':
      return (
        <p className="max-w-prose">
          <Inline text={block.text} />
        </p>
      )
  }
}

function HeadingView({ level, text }: { readonly level: number; readonly text: string }): ReactNode {
  const Tag = level <= 2 ? 'h2' : 'h3'
  return (
    <Tag className={classes('font-semibold', level <= 2 && 'mt-3 border-b border-line pb-1 text-sm')}>
      <Inline text={text} />
    </Tag>
  )
}

type TableViewProps = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

function HeadCell({ text }: { readonly text: string }): ReactNode {
  return (
    <th scope="col" className="px-2 py-1 text-xs font-medium text-ink-3 first:pl-0">
      {text.trim() === '' ? (
        <span className="sr-only">
          <Trans>Name</Trans>
        </span>
      ) : (
        <Inline text={text} />
      )}
    </th>
  )
}

function TableView({ head, rows }: TableViewProps): ReactNode {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <thead>
          <tr>
            {head.map((cell, at) => (
              <HeadCell key={at} text={cell} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line} className="border-t border-line align-top">
              {row.map((cell, at) => (
                <td key={at} className="px-2 py-1 first:pl-0">
                  <Inline text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Code, strong words, and the words of links; a backslash before a sign takes its meaning away. */
function Inline({ text }: { readonly text: string }): ReactNode {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]*\))/)
  return parts.map((part, at) => {
    if (part.length > 2 && part.startsWith('`'))
      return (
        <code key={at} className="font-mono text-xs">
          {part.slice(1, -1)}
        </code>
      )
    if (part.startsWith('**')) return <strong key={at}>{plain(part.slice(2, -2))}</strong>
    return plain(part.replace(/^\[([^\]]+)\]\([^)]*\)$/, '$1'))
  })
}

function plain(text: string): string {
  return text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
}
