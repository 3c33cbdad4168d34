import { useLingui } from '@lingui/react/macro'
import type { RoleName } from '@rightful/contract/grants'

/** What roles are called. */
export function useRoleNames(): Readonly<Record<RoleName, string>> {
  const { t } = useLingui()
  return {
    viewer: t`Viewer`,
    rep: t`Rep`,
    manager: t`Manager`,
    marketing_ops: t`Marketing ops`,
    sales_ops: t`Sales ops`,
    owner: t`Owner`,
  }
}
