/** Looks up in a map that has been filled: what was asked for last is known at once, since one lead asks for the same several times. */
export function recallLast<Found>(map: ReadonlyMap<string, Found>): (id: string) => Found | undefined {
  let lastId: string | null = null
  let last: Found | undefined
  return (id) => {
    if (id === lastId) return last
    lastId = id
    last = map.get(id)
    return last
  }
}
