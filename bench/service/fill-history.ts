import type { Database } from '../../packages/server/src/platform/db/database.ts'
import { NOTHING, type ReferenceRows } from './reference-rows.ts'
import { leadInserts } from './reference-script.ts'

/** What differs of a lead that came to its end long ago: nobody has it, nothing of it runs, and it moves no balance. */
const past: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lead: { state: `'converted'`, closed_at: 'clock_timestamp()' },
  assignment: { to_version: 'v', to_at: 'clock_timestamp()', end_reason: `'converted'` },
  clock: { next_at: 'null', ended_at: 'clock_timestamp()', end_reason: `'closed'` },
  ledger: { amount: '0' },
  outbox: { state: `'delivered'`, next_at: 'null', delivered_at: 'clock_timestamp()' },
}

const perStatement = 20_000

/** Stores leads that came to their end, with all that is kept of them, before everything that the desk decided. */
export async function fillHistory(
  db: Database,
  values: ReferenceRows,
  { count, before }: { readonly count: number; readonly before: number },
): Promise<void> {
  const { text, names } = historyStatement()
  const texts = names.map((name) => String(values[name] ?? NOTHING))
  let next = before
  const fill = async (): Promise<void> => {
    while (next < before + count) {
      const from = next
      next += perStatement
      const until = Math.min(next, before + count)
      await db.withConnection((session) => session.execute(text, [from, until, ...texts]), { statementTimeoutMs: 0 })
    }
  }
  await Promise.all([fill(), fill()])
  await db.withConnection((session) => session.execute('vacuum analyze'), { statementTimeoutMs: 0 })
}

/** `$1` and `$2` bound the leads' numbers; the other parameters are texts by their names. */
function historyStatement(): { readonly text: string; readonly names: readonly string[] } {
  const names: string[] = []
  const inserts = leadInserts.map(([table, columns], index) => {
    const cells = new Map([...columns, ...Object.entries(past[table] ?? {})])
    const bound = [...cells.values()].map((cell) => bind(cell, names))
    return `t${index} as (insert into ${table} (workspace_id, ${[...cells.keys()].join(', ')})
      select ${bind(':workspace_id', names)}::uuid, ${bound.join(', ')} from source)`
  })
  return {
    names,
    // What the desk decides has versions above 0.
    text: `with source as (
      select (n - 1000000000)::bigint as v, 1 as i, ('018ab2f0-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
        from generate_series($1::bigint, $2::bigint - 1) as n),
    ${inserts.join(',\n')}
    select 1`,
  }
}

function bind(cell: string, names: string[]): string {
  return cell.replaceAll(/(?<!:):([a-z]\w*)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 3}`
  })
}
