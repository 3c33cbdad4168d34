import { styleText } from 'node:util'
import type { CliProcess, OutputStream } from '../cli-context.ts'

type Style = Parameters<typeof styleText>[0]

/** Colours text for one stream. */
export type Paint = (style: Style, text: string) => string

/** Colours for a terminal that wants them; plain text when piped, with NO_COLOR set, or on a dumb terminal. */
export function paintFor(stream: OutputStream, env: CliProcess['env']): Paint {
  const isPlain = stream.isTTY !== true || isSet(env.NO_COLOR) || env.TERM === 'dumb'
  const isForced = isSet(env.FORCE_COLOR) && env.FORCE_COLOR !== '0' && !isSet(env.NO_COLOR)
  if (isPlain && !isForced) return (_, text) => text
  return (style, text) => styleText(style, text, { validateStream: false })
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
