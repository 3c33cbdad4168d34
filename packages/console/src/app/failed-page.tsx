import { Trans, useLingui } from '@lingui/react/macro'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { shownFailure } from '../client/faces.tsx'
import { buttonClasses } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Failed } from '../ui/states.tsx'

/** What stands in place of a page that could not be shown. */
export function PageFailed({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useLingui()
  const router = useRouter()
  const retry = (): void => {
    reset()
    void router.invalidate()
  }
  return (
    <Page title={t`This page could not be shown`}>
      <Failed failure={shownFailure(error)} onRetry={retry} />
    </Page>
  )
}

/** What stands at an address that is none. */
export function NotFound(): ReactNode {
  const { t } = useLingui()
  return (
    <main>
      <Page title={t`There is no such page`}>
        <Empty
          title={<Trans>Nothing stands at this address.</Trans>}
          action={
            <Link to="/" className={buttonClasses('primary')}>
              <Trans>To the overview</Trans>
            </Link>
          }
        />
      </Page>
    </main>
  )
}
