import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in how a batch is committed, answered and tried again. */
export const deskBugs: readonly PlantedBug[] = [
  {
    name: 'the desk is read without its lock',
    file: 'control/workspaces/desk-queries.ts',
    text: '${columns}\\n       for update`',
    replacement: '${columns}`',
  },
  {
    name: 'memory is kept after a failure: a rolled-back try costs a turn',
    file: 'pipeline/desk/desk.ts',
    text: `      this.#answer(batch, outcome)
    } catch (error) {
      this.#memory = null`,
    replacement: `      this.#answer(batch, outcome)
    } catch (error) {`,
  },
  {
    name: 'memory is believed though another node has been at the desk',
    file: 'pipeline/desk/memory.ts',
    text: '    memory.version === desk.version &&\n',
    replacement: '',
  },
  {
    name: 'memory does not follow the roster',
    file: 'pipeline/desk/memory.ts',
    text: 'known?.rosterVersion === desk.rosterVersion ? known.roster',
    replacement: 'known !== null ? known.roster',
  },
  {
    name: 'memory does not follow the policy',
    file: 'pipeline/desk/memory.ts',
    text: 'known?.policy.version === desk.policyVersion ? known.policy',
    replacement: 'known !== null ? known.policy',
  },
  {
    name: 'a COMMIT of unknown outcome is taken as carried out',
    file: 'pipeline/desk/commit-batch.ts',
    text: 'if (await isCommitted(place, batchId)) return committed',
    replacement: 'return committed',
  },
  {
    name: 'a COMMIT of unknown outcome is taken as failed and tried again',
    file: 'pipeline/desk/commit-batch.ts',
    text: 'if (await isCommitted(place, batchId)) return committed',
    replacement: 'void committed',
  },
  {
    name: 'a COMMIT of unknown outcome is looked up without the desk',
    file: 'pipeline/desk/commit-batch.ts',
    text: '        await lockDesk(tx, workspaceId)\n',
    replacement: '',
  },
  {
    name: 'a refused held lead stops every batch',
    file: 'pipeline/desk/desk.ts',
    text: 'if ((await parkRefusedHolds(this.#options)) > 0) return this.#putBack(batch)',
    replacement: 'await Promise.resolve()',
  },
  {
    name: 'one refused lead fails its whole batch',
    file: 'pipeline/desk/desk.ts',
    text: '    if (batch.length > 1) {',
    replacement: `    if (batch.length > 1) {
      for (const { reject } of batch) reject(new Error('refused'))
      return
    }
    if (batch.length > 1) {`,
  },
  {
    name: 'a refused lead forgets its keys',
    file: 'pipeline/desk/desk.ts',
    text: "keys: command.kind === 'create' ? leadKeys(null, command.lead, preparation) : [],",
    replacement: 'keys: [],',
  },
  {
    name: 'the desk does not move on',
    file: 'control/workspaces/desk-queries.ts',
    text: '       set version = $2, at = to_timestamp($3::float8 / 1000)',
    replacement: '       set at = to_timestamp($3::float8 / 1000)',
  },
  {
    name: 'the time is that of the machine the node runs on',
    file: 'pipeline/desk/batch.ts',
    text: '  const { nowMs } = desk\n',
    replacement: '  const nowMs = Math.floor(performance.timeOrigin + performance.now())\n',
  },
  {
    name: 'the time may go back when the server\u2019s clock does',
    file: 'control/workspaces/desk-queries.ts',
    text: 'extract(epoch from greatest(clock_timestamp(), desk.at))',
    replacement: 'extract(epoch from clock_timestamp())',
  },
  {
    name: 'the answer is given before the commit',
    file: 'pipeline/desk/commit-batch.ts',
    text: '    return await db.transaction(async (tx) => {\n      const done',
    replacement: `    const early = Promise.withResolvers<Committed>()
    db.transaction(async (tx) => {
      const done = await runBatch(tx, { ...ask, workspaceId, name })
      early.resolve({ ...done, batchId, commitBeganMs: performance.now() })
      await sleep(2)
    }).catch(early.reject)
    return await early.promise
    await db.transaction(async (tx) => {
      const done`,
  },
]
