import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { TextField } from '../../ui/field.tsx'

type NewPasswordProps = { readonly value: string; readonly onChange: (value: string) => void }

/** A password to choose. */
export function NewPassword({ value, onChange }: NewPasswordProps): ReactNode {
  const { t } = useLingui()
  return (
    <TextField
      label={t`Password`}
      type="password"
      name="new-password"
      autoComplete="new-password"
      isRequired
      minLength={12}
      hint={<Trans>At least 12 characters; a few words are easiest to remember.</Trans>}
      value={value}
      onChange={onChange}
    />
  )
}
