import { Registry } from 'prom-client'
import { openDatabase } from '../../../platform/db/database.ts'
import { testKeyRing } from '../../../platform/secrets/testing/test-key.ts'
import { createOutbound } from '../../../platform/outbound/create-outbound.ts'
import { startDeliveries } from '../start-deliveries.ts'

// A node that does nothing but deliver, to be killed: `node deliver-in-process.ts DATABASE_URL WORKSPACE_ID`.
const [, , connection = '', workspaceId = ''] = process.argv
const db = await openDatabase(connection, { applicationName: 'node to be killed', keyRing: testKeyRing() })
startDeliveries({
  db,
  outbound: createOutbound({ allowPlain: true, allowPrivate: true }),
  registry: new Registry(),
  workspaces: async () => [workspaceId],
  onGone: async () => undefined,
  onError: ({ error }) => {
    throw error
  },
  everyMs: 20,
})
