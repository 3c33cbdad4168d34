import {
  ArgumentParseError,
  ArgumentScannerError,
  buildApplication,
  buildRouteMap,
  formatMessageForArgumentScannerError,
  text_en,
  type Application,
  type ApplicationText,
  type RouteMap,
} from '@stricli/core'
import manifest from '../package.json' with { type: 'json' }
import type { CliContext, CliProcess } from './cli-context.ts'
import { CliError, cliErrors, formatCliError } from './cli-error.ts'
import { auditExportCommand } from './commands/audit-export.ts'
import { auditKeyCommand } from './commands/audit-key.ts'
import { auditVerifyCommand } from './commands/audit-verify.ts'
import { backupCommand } from './commands/backup.ts'
import { completionCommand } from './commands/completion.ts'
import { dbMoveCommand } from './commands/db-move.ts'
import { doctorCommand } from './commands/doctor.ts'
import { explainCommand } from './commands/explain.ts'
import { keysCreateCommand } from './commands/keys-create.ts'
import { keysListCommand } from './commands/keys-list.ts'
import { keysRevokeCommand } from './commands/keys-revoke.ts'
import { keysRotateSecretsCommand } from './commands/keys-rotate-secrets.ts'
import { migrateCommand } from './commands/migrate.ts'
import { policyApplyCommand } from './commands/policy-apply.ts'
import { policyCheckCommand } from './commands/policy-check.ts'
import { policyDiffCommand } from './commands/policy-diff.ts'
import { policyDocsCommand } from './commands/policy-docs.ts'
import { policyPlanCommand } from './commands/policy-plan.ts'
import { policyTestCommand } from './commands/policy-test.ts'
import { replayCommand } from './commands/replay.ts'
import { reportCommand } from './commands/report.ts'
import { restoreCommand } from './commands/restore.ts'
import { routeCommand } from './commands/route.ts'
import { serveCommand } from './commands/serve.ts'
import { usersCommands } from './commands/users-commands.ts'
import { verifyCommand } from './commands/verify.ts'
import { whatIfCommand } from './commands/what-if.ts'
import { paintFor } from './terminal/paint.ts'

const about = `Routes leads to their owners by a policy, and says why.

Try it:
  rightful route leads.csv --policy policy.yaml --roster roster.yaml
  rightful explain leads.csv --lead L-17 --policy policy.yaml --roster roster.yaml
  rightful policy check policy.yaml
  rightful serve

Exit codes: 0 done; 1 the answer is no, or problems were found; 2 wrong usage, or a file that cannot be used.
Documentation: docs/reference/cli.md`

/** The whole command line: every command, its help and its messages. */
export function buildCli(process: CliProcess): Application<CliContext> {
  const policy = buildRouteMap({
    routes: {
      check: policyCheckCommand,
      test: policyTestCommand,
      diff: policyDiffCommand,
      docs: policyDocsCommand,
      plan: policyPlanCommand,
      apply: policyApplyCommand,
    },
    docs: { brief: 'Check, test, compare, document and apply policies' },
  })
  const db = buildRouteMap({ routes: { move: dbMoveCommand }, docs: { brief: 'Move everything to another database' } })
  const audit = buildRouteMap({
    routes: { export: auditExportCommand, verify: auditVerifyCommand, key: auditKeyCommand },
    docs: { brief: 'Export the audit log, and verify an export anywhere' },
  })
  const root = buildRouteMap({
    routes: {
      route: routeCommand,
      explain: explainCommand,
      policy,
      serve: serveCommand,
      migrate: migrateCommand,
      doctor: doctorCommand,
      report: reportCommand,
      verify: verifyCommand,
      replay: replayCommand,
      whatIf: whatIfCommand,
      backup: backupCommand,
      restore: restoreCommand,
      db,
      users: usersCommands,
      keys: keysRoutes(),
      audit,
      completion: completionCommand,
    },
    docs: { brief: 'Routes leads to their owners by a policy, and says why', fullDescription: about },
  })
  return buildApplication<CliContext>(root, {
    name: 'rightful',
    versionInfo: { currentVersion: manifest.version },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: {
      caseStyle: 'convert-camel-to-kebab',
      onlyRequiredInUsageLine: true,
      disableAnsiColor: !isColourful(process),
    },
    localization: { text: messages() },
    determineExitCode: (error) => (error instanceof CliError ? cliErrors[error.code].exitCode : 70),
  })
}

/** Stricli asks each stream by itself; one answer for both keeps help and errors alike. */
function isColourful(process: CliProcess): boolean {
  return paintFor(process.stdout, process.env)('red', 'x') !== 'x'
}

function messages(): ApplicationText {
  return {
    ...text_en,
    exceptionWhileLoadingCommandFunction: describe,
    exceptionWhileRunningCommand: describe,
    commandErrorResult: describe,
    exceptionWhileParsingArguments(error, ansiColor) {
      if (error instanceof ArgumentParseError) return parseFailure(error)
      if (error instanceof ArgumentScannerError) return formatMessageForArgumentScannerError(error, missingParts)
      return text_en.exceptionWhileParsingArguments.call(this, error, ansiColor)
    },
  }
}

/** What is missing altogether and what is given without its value are the same to the parser. */
const missingParts: Parameters<typeof formatMessageForArgumentScannerError>[1] = {
  UnsatisfiedFlagError: ({ externalFlagName }) => `--${externalFlagName} is needed, with a value.`,
  UnsatisfiedPositionalError: ({ placeholder }) => `${placeholder} is needed.`,
}

/** `--at yesterday: It is not an instant. …`; without the stack that a thrown parser would show. */
function parseFailure({ externalFlagNameOrPlaceholder, input, exception }: ArgumentParseError): string {
  const why = exception instanceof Error ? exception.message : String(exception)
  const name = externalFlagNameOrPlaceholder
  return `${/^[A-Z]+$/.test(name) ? name : `--${name}`} ${input}: ${why}`
}

/** An error of the user's says where, what and how to mend it; a bug says that it is one, with what finds it. */
function describe(error: unknown): string {
  if (error instanceof CliError) return formatCliError(error)
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `rightful stopped on something unforeseen. This is a fault of the program; please report it with these lines:\n${stack}`
}

function keysRoutes(): RouteMap<CliContext> {
  return buildRouteMap({
    routes: {
      create: keysCreateCommand,
      list: keysListCommand,
      revoke: keysRevokeCommand,
      'rotate-secrets': keysRotateSecretsCommand,
    },
    docs: { brief: 'Make, list and revoke API keys; rotate the keys of what is sealed' },
  })
}
