/** A part of a JSON Schema that was not looked into yet. */
type SchemaNode = Readonly<Record<string, unknown>>

/** One thing that may stand at a place. */
export type SchemaChoice = { readonly text: string; readonly description: string | null }

/** What stands at a place: the keys that a map may have, and the plain values. */
export type SchemaChoices = { readonly keys: readonly SchemaChoice[]; readonly values: readonly SchemaChoice[] }

/** What a JSON Schema lets stand at a path; `[]` is any item of a list. */
export function choicesAt(schema: unknown, path: readonly string[]): SchemaChoices {
  const root = nodeOf(schema)
  if (root === null) return { keys: [], values: [] }
  let nodes = opened(root, [root])
  for (const step of path)
    nodes = opened(
      root,
      nodes.flatMap((node) => below(node, step)),
    )
  return {
    keys: unique(nodes.flatMap((node) => keysOf(root, node))),
    values: unique(nodes.flatMap(valuesOf)),
  }
}

function nodeOf(value: unknown): SchemaNode | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

function nodesIn(value: unknown): readonly SchemaNode[] {
  return Array.isArray(value) ? value.map((one) => nodeOf(one)).filter((one) => one !== null) : []
}

/** The nodes with everything they refer to or leave a choice of. */
function opened(root: SchemaNode, nodes: readonly SchemaNode[]): readonly SchemaNode[] {
  const all = new Set(nodes)
  for (const node of all) {
    const referred =
      typeof node.$ref === 'string' ? nodeOf(nodeOf(root.$defs)?.[node.$ref.replace('#/$defs/', '')]) : null
    const further = [node.anyOf, node.oneOf, node.allOf].flatMap((choice) => nodesIn(choice))
    for (const one of referred === null ? further : [referred, ...further]) all.add(one)
    if (all.size > nodesMax) break
  }
  return [...all]
}

/** References make fresh copies, so that a schema which refers to itself would go on for ever. */
const nodesMax = 200

function below(node: SchemaNode, step: string): readonly SchemaNode[] {
  if (step === '[]') return nodeOf(node.items) === null ? [] : [nodeOf(node.items) ?? {}]
  const named = nodeOf(nodeOf(node.properties)?.[step])
  const other = nodeOf(node.additionalProperties)
  if (named !== null) return [named]
  return other === null ? [] : [other]
}

function keysOf(root: SchemaNode, node: SchemaNode): readonly SchemaChoice[] {
  return Object.entries(nodeOf(node.properties) ?? {}).map(([text, value]) => ({
    text,
    description: opened(root, [nodeOf(value) ?? {}]).flatMap(descriptionOf)[0] ?? null,
  }))
}

function descriptionOf({ description }: SchemaNode): readonly string[] {
  return typeof description === 'string' ? [description] : []
}

function valuesOf(node: SchemaNode): readonly SchemaChoice[] {
  const listed = Array.isArray(node.enum) ? node.enum : []
  const all = [...listed, ...('const' in node ? [node.const] : []), ...(node.type === 'boolean' ? [true, false] : [])]
  return all.map((value) => ({ text: String(value), description: descriptionOf(node)[0] ?? null }))
}

function unique(choices: readonly SchemaChoice[]): readonly SchemaChoice[] {
  return [...new Map(choices.map((choice) => [choice.text, choice])).values()]
}
