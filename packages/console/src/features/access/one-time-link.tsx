import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useZone } from '../../client/zone.ts'
import { Instant } from '../../ui/instant.tsx'

type OneTimeLinkProps = { readonly path: '/accept' | '/reset'; readonly token: string; readonly until: string }

/** A link that lets somebody in once, to be given to them. */
export function OneTimeLink({ path, token, until }: OneTimeLinkProps): ReactNode {
  const zone = useZone()
  return (
    <>
      <p>
        <Trans>
          Give them this link. It works once, until <Instant at={until} zone={zone} />, and is shown only now.
        </Trans>
      </p>
      <Once text={`${location.origin}${path}#${token}`} />
    </>
  )
}

/** A text that is shown this once: one click selects all of it. */
export function Once({ text }: { readonly text: string }): ReactNode {
  return <code className="rounded bg-sunken p-2 font-mono text-xs break-all select-all">{text}</code>
}
