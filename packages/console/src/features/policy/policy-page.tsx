import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { PolicyDetail } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useCan } from '../../client/session.ts'
import { VersionLine } from '../../client/version-line.tsx'
import { buttonClasses } from '../../ui/button.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { PolicyVersions } from './policy-versions.tsx'
import { SourceText } from './source-text.tsx'

/** The policy that decides now, with its text, and the versions that there were. */
export function PolicyPage(): ReactNode {
  const { t } = useLingui()
  const can = useCan()
  const query = $api.useQuery('get', '/v1/policies/active', {})
  return (
    <Page
      title={t`Policy`}
      actions={
        can('policies:propose') ? (
          <Link to="/changes/new" className={buttonClasses('primary')}>
            <Trans>Propose a change</Trans>
          </Link>
        ) : undefined
      }
    >
      <Faces query={query} lines={10}>
        {(policy) => <ActiveVersion policy={policy} />}
      </Faces>
      <PolicyVersions />
    </Page>
  )
}

function ActiveVersion({ policy }: { readonly policy: PolicyDetail }): ReactNode {
  const { document, tables } = policy
  return (
    <>
      <VersionLine {...policy} />
      <Section title={<Trans>What it says</Trans>}>
        <SourceText text={document} />
      </Section>
      {Object.entries(tables).map(([file, text]) => (
        <Section key={file} title={<span className="font-mono">{file}</span>}>
          <SourceText text={text} />
        </Section>
      ))}
    </>
  )
}
