import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in what a batch finds, decides and writes. */
export const batchBugs: readonly PlantedBug[] = [
  {
    name: 'the outbox is not written with the event',
    file: 'pipeline/desk/batch.ts',
    text: "if (!kinds.has('*') && !kinds.has(kind)) continue",
    replacement: "if (!kinds.has('*')) continue",
  },
  {
    name: 'an event waits twice for a destination',
    file: 'pipeline/desk/batch.ts',
    text: '        rows.add(outboxTable, { ...place, destination_id: destinationId, ...waiting })\n',
    replacement: `        rows.add(outboxTable, { ...place, destination_id: destinationId, ...waiting })
        rows.add(outboxTable, { ...place, position: position + 1000, destination_id: destinationId, ...waiting })
`,
  },
  {
    name: 'an idempotency key is not looked up',
    file: 'pipeline/intake/gather.ts',
    text: '    if (row === undefined || known === undefined) continue\n',
    replacement: "    if (row === undefined || known === undefined || key.kind === 'idempotency') continue\n",
  },
  {
    name: 'an idempotency key is not stored with a repeat',
    file: 'pipeline/pipeline.ts',
    text: '      writeKeys(batch, step.lead.leadId, step.keys)\n',
    replacement: '',
  },
  {
    name: 'a key that was used for something else is accepted',
    file: 'pipeline/intake/gather.ts',
    text: '  if (key.fingerprint !== row.fingerprint) {',
    replacement: '  if (key.fingerprint === null && row.fingerprint !== null) {',
  },
  {
    name: 'the same person twice in one batch is two leads',
    file: 'pipeline/intake/gather.ts',
    text: "if (keys.some(({ kind, key }) => takenKeys.has(`${kind} ${key}`))) return { kind: 'later' }",
    replacement: '',
  },
  {
    name: 'a command that needs a version of its own shares one',
    file: 'pipeline/desk/queued-command.ts',
    text: "return kind === 'create' || kind === 'touch'",
    replacement: "return kind !== 'update'",
  },
  {
    name: 'If-Match is not compared',
    file: 'pipeline/intake/gather.ts',
    text: 'if (expected !== null && expected !== lead.version) {',
    replacement: 'if (expected !== null && expected > 1_000_000) {',
  },
  {
    name: 'an assignment goes on beside the next one',
    file: 'pipeline/commit/write-outcome.ts',
    text: '    batch.endedAssignments.push({ leadId: lead.leadId, role: held.role, reason: cause })\n',
    replacement: '',
  },
  {
    name: 'whoever loses a lead still has it in their figures',
    file: 'pipeline/commit/write-outcome.ts',
    text: '    batch.memory.state.close(ownedLead(held))\n',
    replacement: '',
  },
  {
    name: 'a hold is not lifted',
    file: 'pipeline/commit/write-outcome.ts',
    text: '    if (lead.hold !== null) batch.liftedHolds.push(lead.leadId)\n    return null',
    replacement: '    return null',
  },
  {
    name: 'nobody who waits is woken when somebody is free',
    file: 'pipeline/commit/write-batch.ts',
    text: '  if (waking.isChanged) await wakeHolds',
    replacement: '  if (waking.isChanged && batch.freed.size > 1000) await wakeHolds',
  },
  {
    name: 'whoever waits behind leads that cannot be taken is not woken',
    file: 'pipeline/commit/wake-holds.ts',
    text: 'if (last !== undefined && woken.length === each.count) waking.push',
    replacement: 'if (last !== undefined && woken.length > each.count) waking.push',
  },
  {
    name: 'a single person who was asked is no place to wait for',
    file: 'pipeline/decide/decide-lead.ts',
    text: '[...watched.poolIds, ...watched.people]',
    replacement: '[...watched.poolIds]',
  },
  {
    name: 'a ledger row is lost',
    file: 'pipeline/commit/write-batch.ts',
    text: '  for (const row of batch.memory.takeRows()) {\n',
    replacement: "  for (const row of batch.memory.takeRows()) {\n    if (row.kind !== 'lead') continue\n",
  },
  {
    name: 'the state of a pool that was asked is not stored',
    file: 'pipeline/decide/decide-lead.ts',
    text: '      touchedPools.add(poolId)\n',
    replacement: '',
  },
  {
    name: 'the figures of whoever got a lead are not stored',
    file: 'pipeline/commit/write-outcome.ts',
    text: '    batch.touchedPeople.add(outcome.ownerId)\n',
    replacement: '',
  },
  {
    name: 'a lead that is not eligible by hand is given all the same',
    file: 'pipeline/commands/reject-lead.ts',
    text: "redecide(batch, lead, { cause: 'rejected', excluded: [ownerId] })",
    replacement: "redecide(batch, lead, { cause: 'rejected' })",
  },
  {
    name: 'a clock warns and runs out early',
    file: 'pipeline/clocks/queries.ts',
    text: '     where clock.workspace_id = $1 and clock.next_at <= to_timestamp($2::float8 / 1000)\n',
    replacement:
      "     where clock.workspace_id = $1 and clock.next_at <= to_timestamp($2::float8 / 1000) + interval '30 minutes'\n",
  },
  {
    name: 'the clocks of a closed lead run on',
    file: 'pipeline/commands/close-lead.ts',
    text: "  endClocks(batch, lead, { reason: 'closed' })\n",
    replacement: '',
  },
  {
    name: 'the clock of an earlier owner runs on',
    file: 'pipeline/commit/write-outcome.ts',
    text: "? endClocks(batch, lead, { reason: 'reassigned', assignment: 'met' })",
    replacement: '? lead.clocks',
  },
  {
    name: 'a moved lead moves again for the same reason',
    file: 'pipeline/commands/reassign-lead.ts',
    text: "  if (ifStill !== null && !holdsStill(lead, ifStill)) return unmoved(lead, 'superseded')\n",
    replacement: '',
  },
  {
    name: 'rows of a file that another node has taken over count twice',
    file: 'pipeline/imports/queries.ts',
    text: '         and import_chunk.generation = $4 and import_chunk.done_at is null\n',
    replacement: '         and $4::integer is not null\n',
  },
  {
    name: 'a row of a file is another lead each time it is worked on',
    file: 'pipeline/imports/run-chunk.ts',
    text: '  const leadId = importLeadId(importId, row.row)\n',
    replacement: '  const leadId = importLeadId(importId, row.row + Math.floor(performance.now() * 1000) * 1000)\n',
  },
  {
    name: 'a change of the roster does not move the desk on',
    file: 'control/workspaces/change-workspace.ts',
    text: '  await advanceDesk(tx, next)\n',
    replacement: '',
  },
]
