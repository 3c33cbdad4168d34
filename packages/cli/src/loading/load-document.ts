import type { Problem } from '@rightful/engine'
import type { CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { countProblems } from '../terminal/count-problems.ts'
import { formatProblem } from '../terminal/format-problem.ts'
import { paintFor } from '../terminal/paint.ts'

/** A document as the engine parsed it; `null` when its errors leave nothing to work with. */
export type ParsedDocument<Document> = {
  readonly document: Document | null
  readonly problems: readonly Problem[]
  /** The texts that problems point into, by the name that their places give. */
  readonly texts: Readonly<Record<string, string>>
}

/** Prints problems as compilers do, in the order of the document. */
export function printProblems(parsed: Omit<ParsedDocument<unknown>, 'document'>, process: CliProcess): void {
  const paint = paintFor(process.stderr, process.env)
  for (const problem of parsed.problems) {
    process.stderr.write(formatProblem(problem, parsed.texts[problem.place.file], paint))
  }
}

/** The document, once its problems are printed; stops when there are errors among them. Notices are for `policy check`. */
export function requireDocument<Document>(
  parsed: ParsedDocument<Document>,
  path: string,
  process: CliProcess,
): Document {
  const problems = parsed.problems.filter((problem) => problem.severity !== 'notice')
  printProblems({ ...parsed, problems }, process)
  const isFaulty = problems.some((problem) => problem.severity === 'error')
  if (parsed.document !== null && !isFaulty) return parsed.document
  const what = `The document has ${countProblems(problems)}.`
  throw new CliError('document_faulty', { where: path, what, hint: 'Mend what is named above; nothing was decided.' })
}
