import type { Queryable } from '../../../packages/server/src/platform/db/queryable.ts'

/** Ends a share of the sessions that nodes have with this database, as an administrator does. */
export async function terminateBackends(db: Queryable, share: number): Promise<void> {
  await db.query(
    `select pg_terminate_backend(pg_stat_activity.pid)
       from pg_stat_activity
      where pg_stat_activity.datname = current_database() and pg_stat_activity.application_name like 'rightful %'
        and random() < $1`,
    [share],
  )
}

/** Takes held leads and only then the desk, which is against the order in which nodes take them. */
export async function lockAgainstOrder(tx: Queryable): Promise<void> {
  await tx.query(`select 1 from (select hold.lead_id from hold order by hold.lead_id for update) as taken`)
  await tx.query(`select 1 from lead order by lead.lead_id limit 20 for update`)
  await tx.query(`select pg_sleep(0.1)`)
  await tx.query(`select 1 from desk order by desk.workspace_id for update`)
}

/** Takes every desk until the transaction ends. */
export async function lockDesks(tx: Queryable): Promise<void> {
  await tx.query(`select 1 from desk order by desk.workspace_id for update`)
}

/** Makes the server refuse, with a serialisation failure, whoever waited for a row that has changed; or no longer. */
export async function refuseOldSnapshots(db: Queryable, isSet: boolean): Promise<void> {
  const setting = isSet
    ? `set default_transaction_isolation = 'repeatable read'`
    : 'reset default_transaction_isolation'
  await db.execute(
    `do $$ begin execute format('alter database %I ${setting.replaceAll("'", "''")}', current_database()); end $$`,
  )
}
