import { type Database, findWorkspaces } from '@rightful/server'
import { CliError } from '../cli-error.ts'

/** A workspace by its id and its name. */
export type NamedWorkspace = { readonly workspaceId: string; readonly name: string }

/** The workspaces that are meant: the one with this name or id, or all of them. Throws `workspace_unknown`. */
export async function chooseWorkspaces(db: Database, wanted: string | undefined): Promise<readonly NamedWorkspace[]> {
  const all = await findWorkspaces(db)
  if (wanted === undefined) return all
  const found = all.filter(({ workspaceId, name }) => workspaceId === wanted || name === wanted)
  if (found.length > 0) return found
  throw new CliError('workspace_unknown', { where: `--workspace ${wanted}`, hint: `There are ${namesOf(all)}.` })
}

/** The one workspace that is meant. Throws `workspace_needed` where there are several, `workspace_unknown` where there is none. */
export async function chooseWorkspace(db: Database, wanted: string | undefined): Promise<NamedWorkspace> {
  const found = await chooseWorkspaces(db, wanted)
  const [first] = found
  if (first === undefined)
    throw new CliError('workspace_unknown', { where: 'database', hint: 'There is no workspace in it yet.' })
  if (found.length === 1) return first
  throw new CliError('workspace_needed', { where: '--workspace', hint: `Name one of ${namesOf(found)}, or its id.` })
}

function namesOf(workspaces: readonly NamedWorkspace[]): string {
  return workspaces.length === 0 ? 'none' : workspaces.map(({ name }) => name).join(', ')
}
