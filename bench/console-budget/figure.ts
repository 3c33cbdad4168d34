/** One figure against its limit. */
export type Figure = {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly operator: '>=' | '<='
  readonly bar: number
  /** What else is known of it, such as the worst of several. */
  readonly note?: string
}

/** Whether the figure keeps to its limit. */
export function isKept({ value, operator, bar }: Figure): boolean {
  return operator === '>=' ? value >= bar : value <= bar
}

/** The figure as a line for a person. */
export function figureLine(figure: Figure): string {
  const { what, value, unit, operator, bar, note } = figure
  const said = `${what.padEnd(44)} ${String(Math.round(value)).padStart(5)}${unit} (bar ${operator} ${bar}) ${isKept(figure) ? 'ok' : 'short'}`
  return note === undefined ? said : `${said}  ${note}`
}
