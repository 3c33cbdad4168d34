import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'

/** Which policy decides now, since when, and who made it. */
export function ActivePolicy(): ReactNode {
  const zone = useZone()
  const query = $api.useQuery('get', '/v1/policies/active', {})
  return (
    <Section title={<Trans>Active policy</Trans>}>
      <Faces query={query} lines={2}>
        {({ name, version, hash, created_by: by, created_at: at }) => (
          <p>
            <strong>
              {name} v{version}
            </strong>{' '}
            <span className="font-mono text-xs text-ink-3">{hash.slice(0, 7)}</span>
            <br />
            <span className="text-ink-2">
              <Trans>
                by {by}, <Ago at={at} zone={zone} />
              </Trans>
            </span>
          </p>
        )}
      </Faces>
    </Section>
  )
}
