import { type Business, makeBusiness } from './make-business.ts'
import type { Stage, StageDatabase } from './open-stage.ts'
import type { ServerNode } from './start-node.ts'

/** A business with the nodes that serve it. */
export type RunningBusiness = Business & StageDatabase & { readonly nodes: readonly ServerNode[] }

/** Makes the business in a database of its own and starts so many nodes on it. */
export async function startBusiness(stage: Stage, name: string, nodeCount: number): Promise<RunningBusiness> {
  const database = await stage.makeDatabase(name)
  const business = await makeBusiness(database.db)
  const nodes: ServerNode[] = []
  for (let index = 0; index < nodeCount; index += 1) nodes.push(await startOn(stage, database.url))
  return { ...database, ...business, nodes }
}

/** Starts one node on a database. */
export function startOn(stage: Stage, url: string): Promise<ServerNode> {
  return stage.startNode({ environment: { DATABASE_URL: url, RIGHTFUL_DEMO: 'false' } })
}
