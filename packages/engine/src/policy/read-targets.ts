import { nearest } from '../language/suggest.ts'
import type { Scope } from '../language/scope.ts'
import type { SymbolRef } from '../language/expression.ts'
import type { Target } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { readName, tellTooMany, tellWrongType, textOf } from './read-value.ts'

/** The kinds of places, as their keys. */
const targetKinds = ['pool', 'owner', 'bound', 'hold', 'refuse'] as const satisfies readonly Target['kind'][]

const wanted = 'a list of places to try, such as `[pool: desk, hold: triage]`'

/** Reads the places to try, in order; a single place may stand without its list. */
export function readTargets(reader: PolicyReader, spot: Spot, scope: Scope): readonly Target[] {
  const { node, path } = spot
  if (node.kind === 'map') return keep(readTarget(reader, spot, scope))
  if (node.kind !== 'list')
    return keep(node.kind === 'text' ? tellBareName(reader, spot, node.value) : tellWrongType(reader, spot, wanted))
  if (node.items.length === 0) {
    reader.report({
      code: 'policy_targets_empty',
      message: `\`${path}\` is an empty list, so the lead would have nowhere to go.`,
      hint: `Write ${wanted}, or leave the key out.`,
      path,
      range: node,
    })
  }
  const { targetsMax } = policyLimits
  if (node.items.length > targetsMax) tellTooMany(reader, spot, { count: node.items.length, max: targetsMax })
  const spots = node.items.slice(0, targetsMax).map((item, index) => ({ node: item, path: `${path}[${index}]` }))
  const targets = spots.flatMap((item) => keep(readTarget(reader, item, scope)))
  if (targets.length === spots.length) tellUnreachable(reader, spots, targets)
  return targets
}

function keep(target: Target | null): readonly Target[] {
  return target === null ? [] : [target]
}

function readTarget(reader: PolicyReader, spot: Spot, scope: Scope): Target | null {
  const { node, path } = spot
  if (node.kind === 'text') return tellBareName(reader, spot, node.value)
  if (node.kind !== 'map') return tellWrongType(reader, spot, 'one place, such as `pool: desk`')
  const [entry, second] = node.entries
  if (entry === undefined || second !== undefined) {
    return tell(reader, spot, {
      message:
        'A place to try is one key and a name; this map has ' + (entry === undefined ? 'none.' : 'several keys.'),
      hint:
        entry === undefined
          ? 'Write `pool: desk`.'
          : `Write each place as an item of its own: \`[${node.entries.map(({ key, value }) => `${key}: ${textOf(value) ?? '…'}`).join(', ')}]\`.`,
    })
  }
  const kind = targetKinds.find((one) => one === entry.key)
  if (kind === undefined) {
    const meant = nearest(entry.key, targetKinds)
    return tell(
      reader,
      { node: { ...node, start: entry.keyRange.start, end: entry.keyRange.start }, path },
      {
        message: `\`${entry.key.slice(0, 60)}\` is not a kind of place.`,
        hint: `${meant === null ? '' : `Did you mean \`${meant}\`? `}A lead goes to \`pool\`, \`owner\`, \`bound\`, \`hold\` or \`refuse\`.`,
      },
    )
  }
  return readNamed(reader, { node: entry.value, path: `${path}.${kind}` }, { kind, scope })
}

function readNamed(
  reader: PolicyReader,
  spot: Spot,
  { kind, scope }: { readonly kind: Target['kind']; readonly scope: Scope },
): Target | null {
  if (kind === 'bound') return readBound(reader, spot, scope)
  const name = readName(reader, spot)
  if (name === null) return null
  const place = reader.placeOf(spot.node)
  switch (kind) {
    case 'pool':
      return { kind, pool: name, place }
    case 'owner':
      return name.startsWith('account.')
        ? tell(reader, spot, {
            message: `\`${name}\` is an attribute, not the id of an owner.`,
            hint: `Write \`bound: ${name}\`.`,
          })
        : { kind, owner: name, place }
    case 'hold':
      return { kind, queue: name, place }
    case 'refuse':
      return { kind, reason: name, place }
  }
}

function readBound(reader: PolicyReader, spot: Spot, scope: Scope): Target | null {
  const source = readOwnerSymbol(reader, spot, scope)
  return source === null ? null : { kind: 'bound', source, place: reader.placeOf(spot.node) }
}

/** The path of an attribute that names an owner, such as `account.owner`. */
export function readOwnerSymbol(reader: PolicyReader, spot: Spot, scope: Scope): SymbolRef | null {
  const path = readName(reader, spot)
  if (path === null) return null
  const symbol = scope.symbol(path)
  if (symbol !== null && symbol.space === 'lead' && isFreeText(symbol)) return symbol
  const meant =
    symbol === null
      ? nearest(
          path,
          scope.names.filter((name) => isNamed(scope, name)),
        )
      : null
  reader.report({
    code: 'policy_bind_unfit',
    message: symbol === null ? `No attribute is called \`${path}\`.` : `\`${path}\` does not hold the id of an owner.`,
    hint:
      meant === null
        ? 'Name an attribute that holds an owner’s id, such as `account.owner`.'
        : `Did you mean \`${meant}\`?`,
    path: spot.path,
    range: spot.node,
  })
  return null
}

function isNamed(scope: Scope, path: string): boolean {
  const symbol = scope.symbol(path)
  return symbol !== null && isFreeText(symbol)
}

function isFreeText({ type, origin }: SymbolRef): boolean {
  return type.kind === 'string' && type.domain === undefined && (type.values === undefined || origin === 'derived')
}

function tellBareName(reader: PolicyReader, spot: Spot, name: string): null {
  return tell(reader, spot, {
    message: `A place to try says what it is: \`${name.slice(0, 60)}\` could be a pool or a person.`,
    hint: `Write \`pool: ${name.slice(0, 60)}\` or \`owner: ${name.slice(0, 60)}\`, in square brackets if there are several.`,
  })
}

function tell(
  reader: PolicyReader,
  { node, path }: Spot,
  said: { readonly message: string; readonly hint: string },
): null {
  reader.report({
    code: 'policy_target_malformed',
    ...said,
    path,
    range: node.kind === 'map' ? { start: node.start, end: node.start } : node,
  })
  return null
}

/** A hold and a refusal always take the lead, so what stands after them is never tried. */
function tellUnreachable(reader: PolicyReader, spots: readonly Spot[], targets: readonly Target[]): void {
  const last = targets.findIndex(({ kind }) => kind === 'hold' || kind === 'refuse')
  const after = last === -1 ? undefined : spots[last + 1]
  if (after === undefined) return
  reader.report({
    code: 'policy_target_unreachable',
    message: 'A hold or a refusal stands before this place and always takes the lead.',
    hint: 'Move the hold or the refusal to the end of the list.',
    path: after.path,
    range: { start: after.node.start, end: after.node.start },
  })
}
