import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { flag, names, oneOf, text, wholeNumber } from './config-values.ts'
import { isSecretKey, KEYS_MAX } from './platform/secrets/key-ring.ts'
import { type ConfigProblem, readConfigFile } from './read-config-file.ts'

export type { ConfigProblem } from './read-config-file.ts'

/** How one option is set and what it does. */
type Option = {
  /** In the configuration file. The environment has it as `RIGHTFUL_` and the same in capitals, but for `database_url`. */
  readonly key: string
  /** For the reference, in words. */
  readonly default: string
  readonly effect: string
}

const secretKeys = names
  .refine((keys) => keys.every(isSecretKey), 'takes keys of 32 bytes in base64, separated by commas')
  .refine((keys) => keys.length <= KEYS_MAX, `takes ${KEYS_MAX} keys at most`)
const origin = z
  .url({ protocol: /^https?$/, error: 'takes an address such as https://leads.example' })
  .refine((given) => URL.parse(given)?.pathname === '/' && !/[?#@]/.test(given), 'takes an address without a path')
const countMax = 1_000_000_000

const shape = {
  host: text.default('127.0.0.1'),
  port: wholeNumber(0, 65_535).default(8787),
  allowRemote: flag.default(false),
  dataDirectory: text.default('.rightful/data'),
  backupDirectory: text.default('.rightful/backups'),
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/, error: 'takes a URL such as postgresql://user:password@host:5432/name' })
    .nullable()
    .default(null),
  databasePoolMax: wholeNumber(1, 200).default(10),
  node: text.max(100, 'has more than 100 characters').nullable().default(null),
  demo: flag.default(true),
  logLevel: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  drainSeconds: wholeNumber(0, 600).default(0),
  stopWithinSeconds: wholeNumber(1, 600).default(20),
  keyRequestsPerMinute: wholeNumber(1, countMax).default(600_000),
  proxyHops: wholeNumber(0, 10).default(0),
  allowedHosts: names.nullable().default(null),
  publicUrl: origin.nullable().default(null),
  privateIdentityProviders: names.nullable().default(null),
  allowPrivateDestinations: flag.default(false),
  keepDeliveriesDays: wholeNumber(1, 36_500).default(14),
  keepEventsDays: wholeNumber(1, 36_500).default(90),
  keepDecisionsDays: wholeNumber(1, 36_500).default(400),
  keepPersonalDays: wholeNumber(1, 36_500).default(730),
  keepSensitiveDays: wholeNumber(1, 36_500).default(180),
  secretKeys: secretKeys.nullable().default(null),
  auditCheckpointMinutes: wholeNumber(1, 1440).default(10),
  auditCheckpointFile: text.nullable().default(null),
  auditCheckpointUrl: z
    .url({ protocol: /^https?$/, error: 'takes an http or https address' })
    .nullable()
    .default(null),
}

const settings = z.object(shape)

/** Every option of the server. docs/reference/configuration.md is kept in step with it by a test. */
export const options: Readonly<Record<keyof typeof shape, Option>> = {
  host: {
    key: 'host',
    default: '127.0.0.1',
    effect: 'Address to listen on. One that other machines reach needs `allow_remote`.',
  },
  port: { key: 'port', default: '8787', effect: 'Port to listen on; 0 takes any that is free.' },
  allowRemote: {
    key: 'allow_remote',
    default: 'false',
    effect:
      'Whether `host` may be an address that other machines reach. The server speaks no TLS: put a proxy before it that does; nobody signs in over a network without.',
  },
  dataDirectory: {
    key: 'data_directory',
    default: '.rightful/data',
    effect: 'Where the embedded PostgreSQL keeps everything; relative to where the server is started.',
  },
  backupDirectory: {
    key: 'backup_directory',
    default: '.rightful/backups',
    effect: 'Where backups that are asked for over HTTP are made; relative to where the server is started.',
  },
  databaseUrl: {
    key: 'database_url',
    default: 'none',
    effect:
      'Your own PostgreSQL (15 or newer) in place of the embedded one: postgresql://user:password@host:5432/name.',
  },
  databasePoolMax: { key: 'database_pool_max', default: '10', effect: 'Connections to the database at most.' },
  node: {
    key: 'node',
    default: "the machine's name and the process id",
    effect: 'Name of this node in leases and batches; unique among the nodes of a database.',
  },
  demo: {
    key: 'demo',
    default: 'true',
    effect: 'Whether an empty database gets the workspace of the bundled example.',
  },
  logLevel: { key: 'log_level', default: 'info', effect: 'How much is logged, as JSON lines on standard error.' },
  drainSeconds: {
    key: 'drain_seconds',
    default: '0',
    effect:
      'How long a server that is told to stop says so at `/readyz` while it still takes everything, so that a load balancer turns away first.',
  },
  stopWithinSeconds: {
    key: 'stop_within_seconds',
    default: '20',
    effect: 'How long requests under way may take once the server is told to stop.',
  },
  keyRequestsPerMinute: {
    key: 'key_requests_per_minute',
    default: '600000',
    effect: 'Requests that one API key may make in a minute, counted by each node.',
  },
  proxyHops: {
    key: 'proxy_hops',
    default: '0',
    effect: 'Proxies in front of the server that are trusted to name where a request comes from.',
  },
  allowedHosts: {
    key: 'allowed_hosts',
    default: 'the names of this machine',
    effect: 'Names that the server answers to, without ports, separated by commas.',
  },
  publicUrl: {
    key: 'public_url',
    default: 'none',
    effect:
      'Where browsers reach the server, such as https://leads.example: identity providers send them back there, and mails link to it. Needed for single sign-on from other machines.',
  },
  privateIdentityProviders: {
    key: 'private_identity_providers',
    default: 'none',
    effect:
      'Host names of identity providers that may stand in a private network and be called by plain http, separated by commas.',
  },
  allowPrivateDestinations: {
    key: 'allow_private_destinations',
    default: 'false',
    effect: 'Whether webhooks may go to addresses of private networks and to plain http.',
  },
  keepDeliveriesDays: {
    key: 'keep_deliveries_days',
    default: '14',
    effect: 'How long deliveries that ended well can be looked at. Those that failed stay as long as their events.',
  },
  keepEventsDays: {
    key: 'keep_events_days',
    default: '90',
    effect: 'How long events can be read, and deliveries that failed be sent again.',
  },
  keepDecisionsDays: {
    key: 'keep_decisions_days',
    default: '400',
    effect:
      'How long decisions can be explained and made again, with all they were made on. Those of leads that are open stay whatever their age.',
  },
  keepPersonalDays: {
    key: 'keep_personal_days',
    default: '730',
    effect: 'How long after a lead came to its end what was given for it is kept, legal holds apart.',
  },
  keepSensitiveDays: {
    key: 'keep_sensitive_days',
    default: '180',
    effect: 'The same for values of fields of class `sensitive`.',
  },
  secretKeys: {
    key: 'secret_keys',
    default: '`secret-keys` in the data directory, made at the first start',
    effect:
      'Keys that seal secrets and personal data in the database, each 32 bytes in base64 (`openssl rand -base64 32`), the newest first: it seals, and all open. Every node of a database has the same.',
  },
  auditCheckpointMinutes: {
    key: 'audit_checkpoint_minutes',
    default: '10',
    effect: 'How often the end of the audit chain is signed when there is anything new; also every 1,000 entries.',
  },
  auditCheckpointFile: {
    key: 'audit_checkpoint_file',
    default: '`audit-checkpoints.ndjson` in the data directory',
    effect:
      'Where signed checkpoints of the audit log are appended: best where nobody who can change the database can.',
  },
  auditCheckpointUrl: {
    key: 'audit_checkpoint_url',
    default: 'none',
    effect: 'Address to which each signed checkpoint of the audit log is posted too.',
  },
}

/** The server's settings, checked. */
export type Config = Readonly<z.output<typeof settings>>

/** The settings, or everything that is wrong with them. */
export type ConfigReading =
  | { readonly kind: 'ready'; readonly config: Config }
  | { readonly kind: 'faulty'; readonly problems: readonly ConfigProblem[] }

/** The variable of an option. */
export function variableOf(key: string): string {
  return key === 'database_url' ? 'DATABASE_URL' : `RIGHTFUL_${key.toUpperCase()}`
}

/**
 * Reads the settings: from the JSON file that `RIGHTFUL_CONFIG` names, and over it from the environment. Only a missing one has
 * a default; every bad one is told, all together.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigReading {
  const problems: ConfigProblem[] = []
  const file = readConfigFile(environment['RIGHTFUL_CONFIG'], problems)
  const keys = Object.values(options).map(({ key }) => key)
  for (const key of Object.keys(file.values)) {
    if (!keys.includes(key))
      problems.push({ where: `${file.name}: ${key}`, what: `is no option; there are ${keys.join(', ')}` })
  }
  const variables = new Set(['RIGHTFUL_CONFIG', ...keys.map(variableOf)])
  for (const name of Object.keys(environment)) {
    const isOurs = !name.startsWith('RIGHTFUL_') || variables.has(name) || other.test(name)
    if (!isOurs) problems.push({ where: name, what: 'is no option' })
  }
  const places = new Map<string, string>()
  const given: Record<string, unknown> = {}
  for (const [name, { key }] of Object.entries(options)) {
    const value = environment[variableOf(key)]
    const isSet = value !== undefined && value !== ''
    given[name] = isSet ? value : file.values[key]
    places.set(name, isSet ? variableOf(key) : `${file.name}: ${key}`)
  }
  const reading = settings.safeParse(given)
  for (const { path, message } of reading.error?.issues ?? []) {
    problems.push({ where: places.get(String(path[0])) ?? 'settings', what: message })
  }
  const remote = remoteHost(given)
  if (remote !== null) {
    const what = `other machines reach ${remote}, and the server speaks no TLS: use 127.0.0.1, or set ${variableOf('allow_remote')}=true with a proxy before it that does`
    problems.push({ where: places.get('host') ?? 'host', what })
  }
  if (!reading.success || problems.length > 0) return { kind: 'faulty', problems }
  return { kind: 'ready', config: reading.data }
}

/** The address, when other machines reach it and that was not said to be meant; looked at whatever else is wrong. */
function remoteHost(given: Readonly<Record<string, unknown>>): string | null {
  const host = shape.host.safeParse(given['host'])
  const allowRemote = shape.allowRemote.safeParse(given['allowRemote'])
  const isMeant = allowRemote.success && allowRemote.data
  return host.success && !isMeant && !isLoopback(host.data) ? host.data : null
}

/** Variables of our own that set no option. */
const other = /^RIGHTFUL_(LONG$|SEED$|URL$|KEY$|CHROMIUM$|TEST_|WRITE_)/

/** Whether an address is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** What this node is called. */
export function nodeName({ node }: Config): string {
  return node ?? `${hostname()}:${process.pid}`
}

/** Where the embedded database lies, from the root of the file system. */
export function dataDirectoryOf({ dataDirectory }: Config): string {
  return resolve(dataDirectory)
}

/** The file of the key that signs checkpoints of the audit log, sealed, and the file they are appended to, from the root of the file system. */
export function auditFilesOf(config: Config): { readonly key: string; readonly checkpoints: string } {
  const directory = dataDirectoryOf(config)
  const checkpoints = config.auditCheckpointFile ?? join(directory, 'audit-checkpoints.ndjson')
  return { key: join(directory, 'audit-key'), checkpoints: resolve(checkpoints) }
}

/** Where browsers reach a server of these settings: the address that was set, or the port on this machine; `null`: not known. */
export function pagesUrlOf({ publicUrl, host, port }: Config): string | null {
  if (publicUrl !== null) return publicUrl
  return isLoopback(host) && port !== 0 ? `http://${host.includes(':') ? `[${host}]` : host}:${port}` : null
}

/** Where backups are made, from the root of the file system. */
export function backupDirectoryOf({ backupDirectory }: Config): string {
  return resolve(backupDirectory)
}
