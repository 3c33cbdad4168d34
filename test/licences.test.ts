import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')

type LockEntry = {
  readonly version?: string
  readonly license?: string
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock: { readonly packages: Readonly<Record<string, LockEntry>> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
)

const allowed = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0'])

/** Packages with another licence, each with the reason why it may stay. */
const exceptions: Readonly<Record<string, string>> = {
  'date-holidays (ISC AND CC-BY-3.0)': 'a data set, credited in NOTICE',
  'argparse PSF-2.0': 'as free as BSD; serves a command of js-yaml that nothing here starts',
  'nodemailer MIT-0': 'MIT without the duty to name it',
  'isbot Unlicense': 'public domain; the router asks it where pages are made on servers, and no page of ours has it',
  'prepin Unlicense': 'public domain; serves a build script of date-holidays that nothing here starts',
}

const packagesAtMost = 70
/** The command line brings the server, and libraries of its own beside it. */
const besideServerAtMost: Readonly<Record<string, number>> = { 'packages/cli': 5 }
/** Tools for building that libraries name among what they run with: they count for licences, not among what runs. */
const buildTools: Readonly<Record<string, string>> = {
  '@lingui/babel-plugin-lingui-macro': 'turns the texts of the console while it is built, and is in no page',
}
const workspaces = Object.keys(lock.packages).filter((path) => path.startsWith('packages/'))

/** Where `name` is found from the package at `path`, as Node looks for it. */
function locate(path: string, name: string): string | null {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (lock.packages[place] !== undefined) return place
    if (folder === '') return null
    if (!folder.includes('/node_modules/')) return locate('', name)
  }
}

/** Everything that comes with a package: its dependencies, theirs, and so on; ours are left out, and what only `leftOut` bring. */
function runtimeTree(workspace: string, leftOut: Readonly<Record<string, string>> = {}): readonly string[] {
  const seen = new Set<string>()
  const waiting = [workspace]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const entry = lock.packages[path]
    for (const name of Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies })) {
      const place = name.startsWith('@rightful/') ? `packages/${name.slice('@rightful/'.length)}` : locate(path, name)
      if (place === null || seen.has(place) || leftOut[name] !== undefined) continue
      seen.add(place)
      waiting.push(place)
    }
  }
  return [...seen].filter((path) => !path.startsWith('packages/')).toSorted()
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

describe('what runs with each package', () => {
  test('is found in the lock file', () => {
    assert.ok(workspaces.length >= 2, `only ${workspaces.length} packages of ours are in the lock file`)
    assert.ok(runtimeTree('packages/engine').includes('node_modules/yaml'))
    assert.ok(
      runtimeTree('packages/cli').includes('node_modules/tldts-core'),
      'dependencies of dependencies are followed',
    )
  })

  test('is told from tools for building, which the package that is built names as its own', () => {
    const own: { readonly devDependencies: object } = JSON.parse(
      readFileSync(join(root, 'packages/console/package.json'), 'utf8'),
    )
    for (const name of Object.keys(buildTools)) {
      assert.ok(name in own.devDependencies, name)
      assert.ok(runtimeTree('packages/console').includes(`node_modules/${name}`))
    }
  })

  for (const workspace of workspaces) {
    const tree = runtimeTree(workspace)

    const atMost = packagesAtMost + (besideServerAtMost[workspace] ?? 0)

    test(`${workspace}: fewer than ${atMost} packages`, () => {
      const running = runtimeTree(workspace, buildTools)
      assert.ok(running.length < atMost, `${running.length} packages`)
    })

    test(`${workspace}: every licence lets anybody use and pass it on`, () => {
      const others = tree
        .map((path) => ({ name: nameOf(path), license: lock.packages[path]?.license ?? 'none' }))
        .filter(({ name, license }) => !allowed.has(license) && exceptions[`${name} ${license}`] === undefined)
      assert.deepEqual(others, [])
    })

    test(`${workspace}: nothing needs an install script`, () => {
      assert.deepEqual(
        tree.filter((path) => lock.packages[path]?.hasInstallScript === true),
        [],
      )
    })
  }
})
