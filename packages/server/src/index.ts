// The server's one door, for commands that do what the server does, beside it or in its stead. Every export is named here and
// documented where it is defined.

// settings
export { backupDirectoryOf, dataDirectoryOf, options, pagesUrlOf, readConfig, variableOf } from './config.ts'
export type { Config, ConfigProblem, ConfigReading } from './config.ts'

// serving
export { createLog } from './platform/log/create-log.ts'
export type { Log } from './platform/log/create-log.ts'
export { runServer } from './run-server.ts'

// the database
export { openStore } from './open-store.ts'
export type { Store, StoreOptions } from './open-store.ts'
export { backUp } from './platform/db/backup/back-up.ts'
export type { Manifest } from './platform/db/backup/manifest.ts'
export { restore } from './platform/db/backup/restore.ts'
export { openDatabase, withoutSecrets } from './platform/db/database.ts'
export type { Database } from './platform/db/database.ts'
export { DbError } from './platform/db/db-error.ts'
export { migrate, pendingMigrations } from './platform/db/migrate.ts'
export type { Migration } from './platform/db/migrate.ts'
export { moveDatabase } from './platform/db/move/move-database.ts'

// keys of what is sealed
export { linkAt } from './control/access/users/page-link.ts'
export { carrySecretKeys, rotateSecrets, secretKeyFileOf } from './secret-keys.ts'

// workspaces and their keys
export { apiKeyView, createApiKey, findListedApiKey, listApiKeys, revokeApiKey } from './control/access/read.ts'
export { findWorkspaces } from './control/workspaces/read.ts'

// users
export {
  changeUser,
  findUserByEmail,
  inviteUser,
  listUsers,
  makeReset,
  userView,
  userWithTokenView,
} from './control/access/read.ts'

// the audit log
export { exportEntries, listAuditKeys, readKeys, sealWorkspace, verifyExport } from './control/audit/read.ts'
export type { ExportReport } from './control/audit/read.ts'

// looking
export { examine } from './examine.ts'
export type { Check } from './observe/doctor/read.ts'
export { listNodes } from './observe/operation/read.ts'
export { replayDecisions } from './observe/replay/read.ts'
export type { ReplayAsk, ReplaySummary } from './observe/replay/read.ts'
export { reportCsv, runReport } from './observe/reports/read.ts'
export { reportVerification } from './observe/verify/read.ts'
