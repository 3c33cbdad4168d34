import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { type Choice, Select } from './select.tsx'

const ANY = 'any'

type FilterSelectProps = {
  readonly label: string
  /** What is chosen; `undefined`: any. */
  readonly value: string | undefined
  readonly choices: readonly Choice[]
  /** Hears what was chosen; `null`: any. */
  readonly onChange: (value: string | null) => void
}

/** One filter of a list; what is chosen is shown even where it is none of the choices. */
export function FilterSelect({ label, value, choices, onChange }: FilterSelectProps): ReactNode {
  const { t } = useLingui()
  const known =
    value === undefined || choices.some(({ id }) => id === value) ? choices : [{ id: value, label: value }, ...choices]
  return (
    <div className="w-40">
      <Select
        label={label}
        choices={[{ id: ANY, label: t`Any` }, ...known]}
        value={value ?? ANY}
        onChange={(id) => onChange(id === ANY ? null : id)}
      />
    </div>
  )
}
