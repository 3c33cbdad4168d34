import { Trans, useLingui } from '@lingui/react/macro'
import type { Scope } from '@rightful/contract/grants'
import type { ReactNode } from 'react'
import { useCan } from '../../client/session.ts'
import { Page, Section } from '../../ui/page.tsx'
import { ApiKeys } from './api-keys.tsx'
import { InviteUser } from './invite-user.tsx'
import { OwnPassword } from './own-password.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { RoleTable } from './role-table.tsx'
import { Users } from './users.tsx'

/** Who may do what: people with their roles, keys, and what is one’s own, as far as whoever looks may see it. */
export function AccessPage(): ReactNode {
  const { t } = useLingui()
  const can = useCan()
  return (
    <Page title={t`Access`} actions={can('access:write') ? <InviteUser /> : null}>
      <Section title={<Trans>People who sign in</Trans>}>
        {can('access:read') ? <Users /> : <Missing scope="access:read" />}
      </Section>
      {can('keys:write') ? (
        <ApiKeys />
      ) : (
        <Section title={<Trans>API keys</Trans>}>
          <Missing scope="keys:write" />
        </Section>
      )}
      <Section title={<Trans>Where you are signed in</Trans>}>
        <OwnSessions />
      </Section>
      <Section title={<Trans>Your password</Trans>}>
        <OwnPassword />
      </Section>
      <Section title={<Trans>What roles may do</Trans>}>
        <RoleTable />
      </Section>
    </Page>
  )
}

/** Says which grant is missing, so that it can be asked for. */
function Missing({ scope }: { readonly scope: Scope }): ReactNode {
  return (
    <p className="text-ink-2">
      <Trans>
        To see this you need <code className="font-mono text-xs">{scope}</code>. The table below says which role has it.
      </Trans>
    </p>
  )
}
