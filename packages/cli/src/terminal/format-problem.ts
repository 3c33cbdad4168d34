import type { Problem } from '@rightful/engine'
import type { Paint } from './paint.ts'

const colours = { error: 'red', warning: 'yellow', notice: 'cyan' } as const
const tab = /\t/g
const widthMax = 160

/**
 * One problem as compilers print it: place, severity and sentence; the line of the source with a caret below the place;
 * how to mend it.
 */
export function formatProblem(problem: Problem, source: string | undefined, paint: Paint): string {
  const { place, severity, message, hint, code } = problem
  const head = `${paint('bold', `${place.file}:${place.line}:${place.column}`)}: ${paint(colours[severity], severity)}: ${message} ${paint('dim', `[${code}]`)}`
  const excerpt = source === undefined ? '' : sourceExcerpt(problem, source, paint)
  const mend = hint === undefined ? '' : `\n  ${paint('green', 'hint')}: ${hint}`
  return `${head}${excerpt}${mend}\n`
}

function sourceExcerpt({ place, severity }: Problem, source: string, paint: Paint): string {
  const line = source.split(/\r\n|\r|\n/, place.line)[place.line - 1]
  if (line === undefined || line.trim() === '') return ''
  const number = String(place.line)
  const end =
    place.endLine === undefined || place.endLine === place.line
      ? (place.endColumn ?? place.column + 1)
      : line.length + 1
  const length = Math.max(1, Math.min(end, line.length + 1) - place.column)
  // A place far to the right would scroll out of sight: the line is cut so that it shows.
  const start = place.column + length > widthMax ? Math.max(0, place.column - 1 - widthMax / 2) : 0
  const shown = line.slice(start, start + widthMax).replaceAll(tab, ' ')
  const margin = ' '.repeat(number.length)
  const caret = ' '.repeat(place.column - 1 - start) + paint(colours[severity], '^'.repeat(Math.min(length, widthMax)))
  return `\n  ${paint('dim', `${number} |`)} ${shown}\n  ${margin} ${paint('dim', '|')} ${caret}`
}
