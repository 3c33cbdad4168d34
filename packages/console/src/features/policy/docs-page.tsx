import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { Page } from '../../ui/page.tsx'
import { MarkdownText } from './markdown-text.tsx'

/** The routing documentation of the policy that decides now, made from it and from nothing else. */
export function DocsPage(): ReactNode {
  const { t } = useLingui()
  const query = $api.useQuery('get', '/v1/policies/active/documentation', {
    params: { query: { format: 'markdown' } },
    parseAs: 'text',
  })
  return (
    <Page title={t`Routing documentation`}>
      <Faces query={query} lines={10}>
        {(text) => <MarkdownText text={text} />}
      </Faces>
    </Page>
  )
}
