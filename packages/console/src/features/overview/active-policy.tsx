import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { VersionLine } from '../../client/version-line.tsx'
import { Section } from '../../ui/page.tsx'

/** Which policy decides now, since when, and who made it. */
export function ActivePolicy(): ReactNode {
  const query = $api.useQuery('get', '/v1/policies/active', {})
  return (
    <Section title={<Trans>Active policy</Trans>}>
      <Faces query={query} lines={2}>
        {(version) => <VersionLine {...version} />}
      </Faces>
    </Section>
  )
}
