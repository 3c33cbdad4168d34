import { z } from 'zod'

const names = z.record(z.string(), z.string()).default({})
const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().default(false),
  link: z.boolean().default(false),
  dependencies: names,
  optionalDependencies: names,
})
const lockFile = z.object({ version: z.string(), packages: z.record(z.string(), entry) })

type Entry = z.output<typeof entry>

/** A bill of materials in the words of CycloneDX; only what is written here. */
export type BillOfMaterials = {
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: '1.6'
  readonly version: 1
  readonly metadata: { readonly component: object }
  readonly components: readonly (Readonly<Record<string, unknown>> & { readonly 'bom-ref': string })[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

/** What runs, from a package-lock.json: our packages, theirs, each with version, licence and hash, and what needs what. */
export function billOfMaterials(lock: unknown): BillOfMaterials {
  const { version, packages } = lockFile.parse(lock)
  const runs = Object.entries(packages).filter(([path, { dev, link }]) => path !== '' && !dev && !link)
  const refs = new Map(runs.map(([path, one]) => [path, refOf(path, one)]))
  const unique = new Map(runs.map(([path, one]) => [refOf(path, one), { path, one }]))
  const sorted = [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': `rightful@${version}`, name: 'rightful', version } },
    components: sorted.map(([ref, { path, one }]) => componentOf(ref, path, one)),
    dependencies: sorted.map(([ref, { path, one }]) => {
      const needed = Object.keys({ ...one.dependencies, ...one.optionalDependencies })
      const found = needed.flatMap((name) => locate(path, name, refs) ?? [])
      return { ref, dependsOn: [...new Set(found)].toSorted() }
    }),
  }
}

function nameOf(path: string, { name }: Entry): string {
  return name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function refOf(path: string, one: Entry): string {
  return `pkg:npm/${nameOf(path, one).replace('@', '%40')}@${one.version ?? '0'}`
}

function componentOf(ref: string, path: string, one: Entry): BillOfMaterials['components'][number] {
  const [, algorithm = '', digest = ''] = /^(sha\d+)-(\S+)/.exec(one.integrity ?? '') ?? []
  const content = Buffer.from(digest, 'base64').toString('hex')
  const isOneLicence = /^[\w.+-]+$/.test(one.license ?? '')
  return {
    type: 'library',
    'bom-ref': ref,
    name: nameOf(path, one),
    version: one.version ?? '0',
    purl: ref,
    ...(one.license === undefined
      ? {}
      : {
          licenses: [
            isOneLicence ? { license: { id: one.license } } : { expression: one.license.replace(/^\(|\)$/g, '') },
          ],
        }),
    ...(digest === '' ? {} : { hashes: [{ alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content }] }),
  }
}

/** What a package means by a name, as Node looks for it: in its own folder, then in each one above. */
function locate(path: string, name: string, refs: ReadonlyMap<string, string>): string | null {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const own = name.startsWith('@rightful/') ? `packages/${name.slice('@rightful/'.length)}` : null
    const ref = refs.get(own ?? (folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`))
    if (ref !== undefined || folder === '' || own !== null) return ref ?? null
    if (!folder.includes('/node_modules/')) return refs.get(`node_modules/${name}`) ?? null
  }
}
