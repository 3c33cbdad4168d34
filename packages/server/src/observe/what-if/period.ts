import type { Queryable } from '../../platform/db/database.ts'
import { findDecidedFrom, findDecidedRange, type VersionsBetween } from './period-queries.ts'

/** Versions of a workspace, both included; without decisions the last is before the first. */
export type Period = VersionsBetween

/**
 * The versions whose decisions were made from one instant up to another, that one not included; epoch milliseconds. Versions come
 * one after the other in time, so that two searches by halves find them.
 */
export async function findPeriod(
  db: Queryable,
  of: { readonly workspaceId: string; readonly fromMs: number; readonly untilMs: number },
): Promise<Period> {
  const { workspaceId, fromMs, untilMs } = of
  const range = await findDecidedRange(db, workspaceId)
  if (range === null) return { workspaceId, fromVersion: 1, untilVersion: 0 }
  const bounds = { workspaceId, ...range }
  const fromVersion = await firstVersionFrom(db, bounds, fromMs)
  const afterVersion = await firstVersionFrom(db, bounds, untilMs)
  return { workspaceId, fromVersion, untilVersion: Math.max(fromVersion, afterVersion) - 1 }
}

/** The first version with decisions at or after an instant; one after the last where there is none. */
async function firstVersionFrom(
  db: Queryable,
  { workspaceId, first, last }: { readonly workspaceId: string; readonly first: number; readonly last: number },
  atMs: number,
): Promise<number> {
  let low = first
  let high = last + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = await findDecidedFrom(db, workspaceId, middle)
    if (found === null || found.atMs >= atMs) high = middle
    else low = found.version + 1
  }
  // The same period has the same name, however many versions without decisions stand before it.
  return (await findDecidedFrom(db, workspaceId, low))?.version ?? last + 1
}
