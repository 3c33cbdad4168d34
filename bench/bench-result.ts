/** What one benchmark measured. The bar is what the product promises; falling short of it fails the run. */
export type BenchResult = {
  readonly name: string
  readonly value: number
  /** As printed after the value, such as `decisions/s`, `s`, `×`. */
  readonly unit: string
  readonly operator: '>=' | '<='
  readonly bar: number
  /** Lines for a person to read: what was measured, against what, how often. */
  readonly table: readonly string[]
}

/** A benchmark's module, `bench/NAME.ts`. The first sentence of its leading comment is its line in the list. */
export type Bench = {
  readonly run: (options: { readonly quick: boolean }) => Promise<BenchResult>
}

/** Whether the value reaches the bar. */
export function isReached(result: BenchResult): boolean {
  if (!Number.isFinite(result.value)) return false
  return result.operator === '>=' ? result.value >= result.bar : result.value <= result.bar
}

/** The last line of a benchmark, the same for people and programs. */
export function resultLine(result: BenchResult): string {
  const { name, value, unit, operator, bar } = result
  return `${name} ${formatFigure(value)} ${unit} (bar ${operator} ${formatFigure(bar)}) ${isReached(result) ? 'ok' : 'short'}`
}

/** Four significant digits below a thousand, whole numbers above. */
function formatFigure(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value)
  const magnitude = Math.abs(value)
  if (magnitude >= 1000) return String(Math.trunc(value))
  return String(Number(value.toPrecision(4)))
}
