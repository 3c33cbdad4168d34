import {
  isReportName,
  type ReportAnswer,
  type ReportFilter,
  type ReportName,
  reportNames,
  reportQuery,
  RoutingError,
} from '@rightful/contract'
import { reportCsv, runReport } from '@rightful/server'
import type { CliContext, CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { askedServer } from '../operating/ask-server.ts'
import { chooseWorkspace } from '../operating/choose-workspace.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import { formatTable } from '../terminal/format-table.ts'
import type { ReportFlags } from './report.ts'

/** A report as it is printed. */
type Printed = Pick<ReportAnswer, 'title' | 'period' | 'is_complete'> & {
  readonly columns: readonly ReportAnswer['columns'][number][]
  readonly rows: readonly ReportAnswer['rows'][number][]
}

/** Prints a report. */
export async function runReportCommand(
  { process }: CliContext,
  { flags, name }: { readonly flags: ReportFlags; readonly name: string },
): Promise<void> {
  if (!isReportName(name))
    throw new CliError('report_refused', {
      where: name,
      what: 'There is no such report.',
      hint: `There are ${reportNames.join(', ')}.`,
    })
  const report = await readReport(process, { flags, name })
  for (const text of printed(report, flags.format)) process.stdout.write(text)
}

async function readReport(
  process: CliProcess,
  { flags, name }: { readonly flags: ReportFlags; readonly name: ReportName },
): Promise<Printed> {
  const filter = filterOf(flags)
  const server = askedServer(flags, process)
  if (server !== null) return server.ask((client) => client.getReport(name, filter))
  return withStore(requireSettings(flags, process), async ({ db }) => {
    const { workspaceId } = await chooseWorkspace(db, flags.workspace)
    try {
      return await runReport(db, { workspaceId, name, query: reportQuery.parse(filter) })
    } catch (error) {
      if (!(error instanceof RoutingError)) throw error
      const items = error.items.map(({ where, what, mend }) => [where, what, mend ?? ''].join(' ').trim())
      throw new CliError('report_refused', { where: name, what: [error.message, ...items].join(' ') })
    }
  })
}

function filterOf({ from, to, zone, by, pool, owner, route }: ReportFlags): ReportFilter {
  return {
    zone,
    ...(from === undefined ? {} : { from: from.toString() }),
    ...(to === undefined ? {} : { to: to.toString() }),
    ...(by === undefined ? {} : { by }),
    ...(pool === undefined ? {} : { pool_id: pool }),
    ...(owner === undefined ? {} : { owner_id: owner }),
    ...(route === undefined ? {} : { route_id: route }),
  }
}

function* printed(report: Printed, format: ReportFlags['format']): Generator<string> {
  switch (format) {
    case 'json':
      yield `${JSON.stringify(report)}\n`
      return
    case 'csv':
      yield* reportCsv(report)
      return
    case 'table': {
      const { title, period, columns, rows } = report
      yield `${title}, ${period.from} to ${period.to}, ${period.zone}\n\n`
      const cells = rows.map((row) => columns.map(({ name }) => cellText(row[name] ?? null)))
      if (rows.length === 0) yield 'Nothing to tell.\n'
      else
        yield `${formatTable(
          columns.map(({ name }) => name),
          cells,
        ).join('\n')}\n`
      if (!report.is_complete) yield '\nSome of what it reads was old enough to be removed.\n'
    }
  }
}

function cellText(cell: ReportAnswer['rows'][number][string]): string {
  const text = cell === null ? '' : Array.isArray(cell) ? cell.join(' ') : String(cell)
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}
