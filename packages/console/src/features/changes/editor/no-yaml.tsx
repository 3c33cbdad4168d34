import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Empty } from '../../../ui/states.tsx'

/** Stands in a view that cannot be drawn from the text as it is. */
export function NoYaml(): ReactNode {
  return (
    <Empty title={<Trans>This text cannot be shown like that at the moment.</Trans>}>
      <Trans>
        Something in it is not YAML, so its parts cannot be told apart. Mend it as text; the place is marked there.
      </Trans>
    </Empty>
  )
}
