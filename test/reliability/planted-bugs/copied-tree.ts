import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlantedBug } from './planted-bug.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** A copy of the tree in which bugs are planted, one at a time. */
export type CopiedTree = {
  readonly folder: string
  /** Plants a bug and returns how to take it out again. Throws when its text does not stand there exactly once. */
  readonly plant: (bug: PlantedBug) => () => void
  readonly remove: () => void
}

/** Copies everything that the reliability tests run, with the packages of the copy in place of those of the tree. */
export function copyTree(): CopiedTree {
  const folder = mkdtempSync('/tmp/rightful-planted-')
  for (const part of ['package.json', 'packages', 'examples', join('test', 'reliability')]) {
    cpSync(join(root, part), join(folder, part), {
      recursive: true,
      filter: (path) => !/(^|\/)(node_modules|\.rightful)($|\/)/.test(path.slice(root.length)),
    })
  }
  linkPackages(folder)
  return {
    folder,
    plant: (bug) => {
      const file = join(folder, 'packages', 'server', 'src', bug.file)
      const source = readFileSync(file, 'utf8')
      const places = source.split(bug.text).length - 1
      if (places !== 1)
        throw new Error(`"${bug.name}" cannot be planted: its text stands ${places} times in ${bug.file}.`)
      writeFileSync(
        file,
        source.replace(bug.text, () => bug.replacement),
      )
      return () => writeFileSync(file, source)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function linkPackages(folder: string): void {
  const installed = join(root, 'node_modules')
  mkdirSync(join(folder, 'node_modules', '@rightful'), { recursive: true })
  for (const name of readdirSync(installed)) {
    if (name === '@rightful') continue
    symlinkSync(join(installed, name), join(folder, 'node_modules', name))
  }
  for (const name of readdirSync(join(folder, 'packages'))) {
    symlinkSync(join(folder, 'packages', name), join(folder, 'node_modules', '@rightful', name))
  }
}
