import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, matchesGlob, relative, resolve } from 'node:path'
import { describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')

/** Fewer source files than this means that the test looked in the wrong place, not that all is well. */
const filesAtLeast = 40

type Manifest = {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Who may import whom. The first zone whose folder holds the file is the file's zone. */
type Zone = {
  readonly name: string
  readonly holds: (file: string) => boolean
  /** Further packages of ours. */
  readonly ours: readonly string[]
  /** Whether Node's own modules may be used. */
  readonly node: boolean
  /** Whether packages of the root manifest, such as those for tests, may be used beside the package's own. */
  readonly rootPackages: boolean
  /** Whether a relative import may leave the package. */
  readonly leaves: boolean
  /** Which files of its own package a file may import; all of them where this is missing. */
  readonly reaches?: (file: string, target: string) => boolean
}

const anything = {
  ours: [
    '@rightful/engine',
    '@rightful/engine/testing',
    '@rightful/contract',
    '@rightful/contract/views',
    '@rightful/calendars',
    '@rightful/server',
  ],
  node: true,
  rootPackages: true,
  leaves: true,
}
const inTests = { ...anything, leaves: false }
const pure = { ours: [], node: false, rootPackages: false, leaves: false }

const server = 'packages/server/src'

/** The rules for a part of the server: it reaches its own folder and the places given, below `src`; `*` is one folder. */
function ofServer(places: readonly string[]): Omit<Zone, 'name' | 'holds'> {
  const reaches = (file: string, target: string): boolean =>
    target.startsWith(`${ownFolder(file)}/`) ||
    places.some((place) => (place.endsWith('.ts') ? matchesGlob(target, `${server}/${place}`) : isBelow(target, place)))
  const ours = ['@rightful/engine', '@rightful/contract', '@rightful/contract/views', '@rightful/calendars']
  return { ours, node: true, rootPackages: false, leaves: false, reaches }
}

const webConsole = 'packages/console/src'
const contractParts = [
  '@rightful/contract',
  '@rightful/contract/api-paths',
  '@rightful/contract/grants',
  '@rightful/contract/states',
  '@rightful/contract/views',
]

/** The rules for a part of the console: it reaches its own folder and those given. */
function ofConsole(folders: readonly string[], ours: readonly string[] = []): Omit<Zone, 'name' | 'holds'> {
  const reaches = (file: string, target: string): boolean =>
    target.startsWith(`${ownFolder(file)}/`) || folders.some((folder) => target.startsWith(`${webConsole}/${folder}`))
  return { ours, node: false, rootPackages: false, leaves: false, reaches }
}

/** `packages/server/src/control/people/read.ts` → `packages/server/src/control/people`. */
function ownFolder(file: string): string {
  return file.split('/').slice(0, 5).join('/')
}

function isBelow(target: string, place: string): boolean {
  return target.startsWith(place === '' ? `${server}/` : `${server}/${place}/`)
}

/** What one transaction at a desk is made of: these know one another, as the order of the steps is written across them. */
const deskParts = ['pipeline.ts', 'desk', 'decide', 'commit', 'commands', 'intake']
/** What other folders of the pipeline may use of it: asking a desk, and filling a batch of their own. */
const deskDoors = ['pipeline/desk', 'pipeline/decide', 'pipeline/commit']

const zones: readonly Zone[] = [
  { name: 'tests of a package', holds: (file) => /^packages\/[^/]+\/src\/.*\.test\.ts$/.test(file), ...inTests },
  { name: 'engine/testing', holds: inside('packages/engine/src/testing'), ...pure, rootPackages: true },
  { name: 'engine', holds: inside('packages/engine/src'), ...pure },
  {
    name: 'cli',
    holds: inside('packages/cli/src'),
    ours: ['@rightful/engine', '@rightful/contract', '@rightful/calendars', '@rightful/server'],
    node: true,
    rootPackages: false,
    leaves: false,
  },
  { name: 'calendars', holds: inside('packages/calendars/src'), ...pure, ours: ['@rightful/engine'] },
  { name: 'contract', holds: inside('packages/contract/src'), ...pure },
  {
    name: 'server/platform',
    holds: inside(`${server}/platform`),
    ...ofServer(['platform']),
    ours: ['@rightful/contract'],
  },
  { name: 'server/control', holds: inside(`${server}/control`), ...ofServer(['platform', 'control/*/read.ts']) },
  {
    name: 'server/desk',
    holds: (file) => deskParts.some((part) => file.startsWith(`${server}/pipeline/${part}`)),
    ...ofServer([
      'platform',
      'control/*/read.ts',
      ...deskParts.map((part) => `pipeline/${part}`),
      'pipeline/*/read.ts',
    ]),
  },
  {
    name: 'server/pipeline',
    holds: inside(`${server}/pipeline`),
    ...ofServer(['platform', 'control/*/read.ts', ...deskDoors, 'pipeline/*/read.ts']),
  },
  {
    name: 'server/observe',
    holds: inside(`${server}/observe`),
    ...ofServer(['platform', 'control/*/read.ts', 'pipeline/*/read.ts', 'observe/*/read.ts']),
  },
  { name: 'server/testing', holds: inside(`${server}/testing`), ...ofServer(['']), rootPackages: true },
  { name: 'server', holds: (file) => dirname(file) === server, ...ofServer(['']) },
  { name: 'console/ui', holds: inside(`${webConsole}/ui`), ...ofConsole(['ui/']) },
  { name: 'console/client', holds: inside(`${webConsole}/client`), ...ofConsole(['client/', 'ui/'], contractParts) },
  {
    name: 'console/features',
    holds: inside(`${webConsole}/features`),
    ...ofConsole(['client/', 'ui/'], [...contractParts, '@rightful/engine']),
  },
  { name: 'console', holds: inside(webConsole), ...ofConsole([''], contractParts) },
  { name: 'bench', holds: inside('bench'), ...anything },
  { name: 'test', holds: inside('test'), ...anything },
  { name: 'scripts', holds: inside('scripts'), ...anything },
  { name: 'examples', holds: inside('examples'), ...anything },
]

const bannedNames = /^(utils?|helpers?|lib|commons?|types?|interfaces?|misc|shared)$/
const foldersAtMost = 5

const files = globSync(['packages/*/src/**/*.{ts,tsx}', '{bench,test,scripts,examples}/**/*.{ts,tsx}'], { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.includes('node_modules/'))
  .toSorted()

function inside(folder: string): (file: string) => boolean {
  return (file) => file.startsWith(`${folder}/`)
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
}

/** The package a file belongs to, as a folder below the root; `.` for what belongs to none. */
function packageFolder(file: string): string {
  return /^packages\/[^/]+/.exec(file)?.[0] ?? '.'
}

/** Every module a file imports, re-exports or loads; what comments quote is not an import. */
function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const pattern = /(?:^|[\s;}])(?:from\s*'([^'\n]+)'|import\s*\(?\s*'([^'\n]+)')/g
  return [...source.matchAll(pattern)].flatMap((found) => found[1] ?? found[2] ?? [])
}

/** `@scope/name/inner` and `name/inner` → the package's name. */
function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Why a file may not import this, or `null`. */
function objection(file: string, specifier: string, zone: Zone): string | null {
  const folder = packageFolder(file)
  if (specifier.startsWith('.')) {
    const target = relative(root, resolve(root, dirname(file), specifier))
    if (!existsSync(join(root, target))) return 'does not exist (import paths end in .ts)'
    if (!zone.leaves && packageFolder(target) !== folder) return 'lies outside its package'
    return zone.reaches === undefined || zone.reaches(file, target) ? null : `is closed to ${zone.name}`
  }
  if (specifier.startsWith('node:')) return zone.node ? null : 'is not pure'
  const manifest = readManifest(folder)
  if (specifier.startsWith('@rightful/')) {
    const isOwn = packageName(specifier) === manifest.name
    return zone.ours.includes(specifier) || (isOwn && zone.rootPackages) ? null : `is closed to ${zone.name}`
  }
  const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
  if (zone.rootPackages) for (const name of Object.keys(readManifest('.').devDependencies ?? {})) declared.add(name)
  if (zone.leaves) return null
  return declared.has(packageName(specifier)) ? null : `is not named in ${folder}/package.json`
}

describe('the source tree', () => {
  test(`is really looked at: at least ${filesAtLeast} files`, () => {
    assert.ok(files.length >= filesAtLeast, `only ${files.length} files were found below ${root}`)
    const importCount = files.reduce((count, file) => count + importsOf(file).length, 0)
    assert.ok(importCount >= files.length, `only ${importCount} imports were found in ${files.length} files`)
  })

  test('has a zone for every file', () => {
    const without = files.filter((file) => !zones.some((zone) => zone.holds(file)))
    assert.deepEqual(without, [])
  })

  test('imports only what its zone allows', () => {
    const offences = files.flatMap((file) => {
      const zone = zones.find((candidate) => candidate.holds(file))
      if (zone === undefined) return []
      return importsOf(file).flatMap((specifier) => {
        const because = objection(file, specifier, zone)
        return because === null ? [] : [`${file}: ${specifier} ${because}`]
      })
    })
    assert.deepEqual(offences, [])
  })

  test('has no file or folder named after a layer', () => {
    const offences = files.filter((file) =>
      file
        .split('/')
        .slice(file.startsWith('packages/') ? 3 : 1)
        .some((part) => bannedNames.test(part.replace(/\.tsx?$/, ''))),
    )
    assert.deepEqual(offences, [])
  })

  test(`has at most ${foldersAtMost} folders below a package's src`, () => {
    const offences = files.filter((file) => file.startsWith('packages/') && file.split('/').length - 4 > foldersAtMost)
    assert.deepEqual(offences, [])
  })
})

describe('the zone table', () => {
  const engine = zones.find((zone) => zone.name === 'engine')
  const tests = zones.find((zone) => zone.name === 'tests of a package')
  assert.ok(engine !== undefined && tests !== undefined)
  const file = 'packages/engine/src/policy/policy.ts'

  test('keeps the engine pure', () => {
    assert.equal(objection(file, 'node:fs', engine), 'is not pure')
    assert.equal(objection(file, 'fast-check', engine), 'is not named in packages/engine/package.json')
    assert.equal(objection(file, '@rightful/cli', engine), 'is closed to engine')
    assert.equal(objection(file, 'yaml', engine), null)
  })

  test('keeps a package from reaching into another one', () => {
    assert.equal(objection(file, '../../../cli/package.json', engine), 'lies outside its package')
    assert.equal(objection(file, '../../../cli/package.json', tests), 'lies outside its package')
  })

  test('lets a part of the server ask another one only through its read.ts, and only downwards', () => {
    const control = zones.find((zone) => zone.name === 'server/control')
    const pipeline = zones.find((zone) => zone.name === 'server/pipeline')
    assert.ok(control?.reaches !== undefined && pipeline?.reaches !== undefined)
    const people = `${server}/control/people/roster-document.ts`
    assert.ok(control.reaches(people, `${server}/control/people/queries.ts`))
    assert.ok(control.reaches(people, `${server}/control/accounts/read.ts`))
    assert.ok(control.reaches(people, `${server}/platform/db/database.ts`))
    assert.ok(!control.reaches(people, `${server}/control/accounts/queries.ts`))
    assert.ok(!control.reaches(people, `${server}/pipeline/desk/read.ts`))
    assert.ok(pipeline.reaches(`${server}/pipeline/desk/desk.ts`, `${server}/control/people/read.ts`))
    assert.ok(!pipeline.reaches(`${server}/pipeline/clocks/worker.ts`, `${server}/pipeline/intake/gather.ts`))
  })

  test('wants the .ts ending', () => {
    assert.equal(objection(file, './problem', engine), 'does not exist (import paths end in .ts)')
    assert.equal(objection(file, './problem.ts', engine), null)
  })

  test('reads static, type-only, re-exporting and lazy imports, and no comments', () => {
    assert.ok(importsOf('test/architecture.test.ts').includes('node:fs'))
    assert.ok(importsOf('packages/engine/src/policy/policy.ts').includes('./problem.ts'))
    assert.ok(!importsOf('test/architecture.test.ts').includes('quoted-in-a-comment'))
    // import 'quoted-in-a-comment'
  })
})
