import countries from 'i18n-iso-countries'
import { readCountry } from '@rightful/engine'

/** What became of misspelt names. `wrong` ones were read as another country. */
export type SlipResult = {
  readonly tried: number
  readonly read: number
  readonly left: number
  readonly wrong: readonly string[]
}

/** Names in their own right that the package's lists lack: `Guyane` is French Guiana to the French. */
const furtherNames = ['republic of the zambia', 'guyane', 'virgin islands, u.k.']

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')

/** Misspells every English name of five letters and more by one letter in every way (or in every `step`th), and reads it. */
export function tryNameSlips(step: number): SlipResult {
  let tried = 0
  let read = 0
  const wrong: string[] = []
  const names = Object.entries(countries.getNames('en')).map(([code, name]) => [code, name.toLowerCase()] as const)
  const known = namesInAllLanguages()
  for (const [code, name] of names) {
    if (name.length < 5) continue
    for (const slip of slipsOf(name).filter((_, index) => index % step === 0)) {
      if (known.has(slip)) continue
      tried += 1
      const reading = readCountry(slip)
      if (reading.kind !== 'found') continue
      if (reading.code === code) read += 1
      else wrong.push(`${slip} (${name}) as ${reading.code}`)
    }
  }
  return { tried, read, left: tried - read - wrong.length, wrong }
}

function slipsOf(name: string): readonly string[] {
  const slips = new Set<string>()
  for (let index = 0; index <= name.length; index += 1) {
    const [before, after] = [name.slice(0, index), name.slice(index)]
    slips.add(before + after.slice(1))
    slips.add(before + after.charAt(1) + after.charAt(0) + after.slice(2))
    for (const letter of letters) slips.add(before + letter + after).add(before + letter + after.slice(1))
  }
  slips.delete(name)
  return [...slips]
}

/** `chine` is a slip of Chile, and China in French: what is a name somewhere is no slip. */
function namesInAllLanguages(): ReadonlySet<string> {
  const languages = countries.getSupportedLanguages()
  const codes = Object.keys(countries.getAlpha2Codes())
  const names = languages.flatMap((language) =>
    codes.flatMap((code) => countries.getName(code, language, { select: 'all' }) ?? []),
  )
  return new Set([...furtherNames, ...names.map((name) => name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''))])
}
