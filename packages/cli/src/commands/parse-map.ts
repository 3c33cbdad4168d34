/** One pair of `--map`. */
export type MapPair = { readonly heading: string; readonly field: string }

/**
 * Reads `Company Name=company,Land=country`. A heading that holds a comma or an equals sign is quoted, with quotes inside it
 * doubled: `"Revenue, yearly"=revenue`.
 */
export function parseMap(text: string): readonly MapPair[] {
  const pairs: MapPair[] = []
  const pattern = /\s*(?:"((?:[^"]|"")+)"|([^",=]+))\s*=\s*([^,="]+)\s*(?:,|$)/y
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text)
    if (found === null)
      throw new Error(
        'It is not a mapping. Write COLUMN=FIELD, several separated by commas: "Company Name=company,Land=country".',
      )
    const heading = found[1]?.replaceAll('""', '"') ?? found[2] ?? ''
    pairs.push({ heading: heading.trim(), field: (found[3] ?? '').trim() })
  }
  return pairs
}

/** All pairs of all `--map` flags; a later one wins. */
export function joinMaps(maps: readonly (readonly MapPair[])[]): ReadonlyMap<string, string> {
  return new Map(maps.flat().map(({ heading, field }) => [heading, field]))
}
