import type { Queryable } from '../db/database.ts'

/** Which lease of a workspace. */
export type LeaseName = { readonly workspaceId: string; readonly name: string }

/** A lease that somebody holds. `generation` grows each time it is taken, also by the same holder. */
export type Lease = LeaseName & { readonly holder: string; readonly generation: number }

// Both instants are the database's: whether a lease has run out is decided under the row's lock by the clock as it is then.
/** Takes a lease that nobody holds, that has run out, or that the holder had before. `null`: somebody else has it. */
export async function takeLease(
  db: Queryable,
  { workspaceId, name }: LeaseName,
  as: { readonly holder: string; readonly leaseMs: number },
): Promise<Lease | null> {
  const rows = await db.query<{ generation: number }>(
    {
      name: 'take_lease',
      text: `
    insert into lease (workspace_id, name, holder, generation, until)
    values ($1, $2, $3, 1, clock_timestamp() + $4::float8 * interval '1 millisecond')
        on conflict (workspace_id, name) do update
       set holder = excluded.holder, generation = lease.generation + 1,
           until = clock_timestamp() + $4::float8 * interval '1 millisecond'
     where lease.until <= clock_timestamp() or lease.holder = excluded.holder
    returning lease.generation`,
    },
    [workspaceId, name, as.holder, as.leaseMs],
  )
  const [row] = rows
  return row === undefined ? null : { workspaceId, name, holder: as.holder, generation: row.generation }
}

/** Prolongs a lease. False: somebody else has taken it meanwhile. */
export async function renewLease(db: Queryable, lease: Lease, leaseMs: number): Promise<boolean> {
  const count = await db.execute(
    {
      name: 'renew_lease',
      text: `
    update lease
       set until = clock_timestamp() + $5::float8 * interval '1 millisecond'
     where lease.workspace_id = $1 and lease.name = $2 and lease.holder = $3 and lease.generation = $4`,
    },
    [lease.workspaceId, lease.name, lease.holder, lease.generation, leaseMs],
  )
  return count === 1
}

/** Gives a lease back, so that the next one need not wait for it to run out; its generation stays. */
export async function releaseLease(db: Queryable, lease: Lease): Promise<void> {
  await db.execute(
    {
      name: 'release_lease',
      text: `
    update lease
       set until = clock_timestamp()
     where lease.workspace_id = $1 and lease.name = $2 and lease.holder = $3 and lease.generation = $4`,
    },
    [lease.workspaceId, lease.name, lease.holder, lease.generation],
  )
}

/** Whether the lease is still the same one; until the transaction ends, nobody else can take it. */
export async function lockLease(tx: Queryable, lease: Lease): Promise<boolean> {
  const rows = await tx.query(
    {
      name: 'lock_lease',
      text: `
    select 1 as held
      from lease
     where lease.workspace_id = $1 and lease.name = $2 and lease.holder = $3 and lease.generation = $4
       for share`,
    },
    [lease.workspaceId, lease.name, lease.holder, lease.generation],
  )
  return rows.length === 1
}
