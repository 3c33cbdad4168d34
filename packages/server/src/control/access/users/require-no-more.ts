import { grantsScope, type RoleName, RoutingError, type Scope, scopesOfRoles } from '@rightful/contract'

/** Who gives something: what they may do themselves. `null`: the operator, by the database. */
export type Giver = { readonly scopes: ReadonlySet<Scope> } | null

/** Throws `forbidden`, naming the first scope that the giver has not: nobody gives, or takes, what they have not themselves. */
export function requireNoMore(giver: Giver, given: Iterable<Scope>): void {
  if (giver === null) return
  for (const scope of given) {
    if (!grantsScope(giver.scopes, scope)) throw new RoutingError('forbidden', { scope })
  }
}

/** The same for roles. */
export function requireNoMoreThanRoles(giver: Giver, names: Iterable<RoleName>): void {
  requireNoMore(giver, scopesOfRoles(names))
}
