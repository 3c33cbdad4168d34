/** A column and what its cells hold. A list is separated by `;`; `json` may also be a bare text. */
export type CsvColumn = {
  readonly name: string
  readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'json'
}

/** A cell as read: its value, or what is wrong with it and how to mend it. */
export type CellReading =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'wrong'; readonly what: string; readonly mend: string }

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
])

/** Reads a cell that is not empty. */
export function readCell({ kind }: CsvColumn, text: string): CellReading {
  switch (kind) {
    case 'text':
      return value(text)
    case 'integer':
      return /^[+-]?\d{1,15}$/.test(text) ? value(Number(text)) : wrong('is no whole number', 'Write digits only.')
    case 'number':
      return /^[+-]?\d{1,15}(\.\d+)?$/.test(text)
        ? value(Number(text))
        : wrong('is no number', 'Write it with a point, such as 1.5.')
    case 'boolean': {
      const truth = truths.get(text.toLowerCase())
      return truth === undefined ? wrong('is neither true nor false', 'Write true or false.') : value(truth)
    }
    case 'list':
      return value(
        text
          .split(';')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
    case 'json':
      return /^[[{]/.test(text) ? readJson(text) : value(text)
  }
}

/** A value as the text of its cell; `null` where there is none. */
export function writeCell({ kind }: CsvColumn, given: unknown): string | number | boolean | null {
  if (given === undefined || given === null) return null
  // A list without entries is not the same as none.
  if (kind === 'list' && Array.isArray(given)) return given.length === 0 ? ';' : given.join(';')
  if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') return given
  return JSON.stringify(given)
}

function readJson(text: string): CellReading {
  try {
    return value(JSON.parse(text))
  } catch {
    return wrong('is not JSON', 'Write it as the API takes it, such as {"mon-fri":["09:00-17:00"]}.')
  }
}

function value(read: unknown): CellReading {
  return { kind: 'value', value: read }
}

function wrong(what: string, mend: string): CellReading {
  return { kind: 'wrong', what, mend }
}
