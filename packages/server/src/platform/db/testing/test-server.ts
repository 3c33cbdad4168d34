import { mkdtempSync, rmSync, chmodSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { binariesAt, packageFor, thisMachine } from '../embedded/find-binaries.ts'
import type { Binaries } from '../embedded/find-binaries.ts'
import { socketUrl, startEmbedded } from '../embedded/start-embedded.ts'

/** A server for tests; what is on it is worth nothing. */
export type TestServer = {
  /** The URL of the database `postgres` on it, whose name is to be replaced. */
  readonly connection: string
  readonly stop: () => Promise<void>
}

/** Quick instead of durable, and roomy enough for all test files at once. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '300',
  shared_buffers: '128MB',
  min_wal_size: '80MB',
  max_wal_size: '1GB',
}

/** Where `npm run postgres` puts the programs of another major version, below the root of the repository. */
export const otherMajors = join(import.meta.dirname, '..', '..', '..', '..', '..', '..', '.rightful', 'postgres')

/**
 * Starts a server in a temporary folder, of the major version that is shipped or of another one that was installed for
 * tests, such as `15`. It dies with this process; `stop` also removes the folder.
 */
export async function startTestServer(major: string | undefined): Promise<TestServer> {
  const folder = mkdtempSync('/tmp/rightful-test-')
  chmodSync(folder, 0o755)
  const binaries = major === undefined || major === '' ? {} : { binaries: installedBinaries(major) }
  const server = await startEmbedded({ directory: join(folder, 'server'), settings, ...binaries })
  return {
    connection: socketUrl(new URL(server.connection).searchParams.get('host') ?? '', 'postgres'),
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function installedBinaries(major: string): Binaries {
  const native = join(otherMajors, major, 'node_modules', packageFor(thisMachine()), 'native')
  if (!existsSync(native)) {
    throw new Error(
      `PostgreSQL ${major} is not installed for tests: run node run.mjs scripts/install-postgres.ts ${major}`,
    )
  }
  return binariesAt(native)
}
