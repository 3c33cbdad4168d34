import { useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { Page } from '../../ui/page.tsx'
import { DraftEditor } from './draft-editor.tsx'

const route = getRouteApi('/inside/changes/$changeId/edit')

/** What the editor began with stays under the hands of whoever types, whatever is read anew. */
const once = { staleTime: Infinity, gcTime: 0 } as const

/** A change begun from the version that decides now. */
export function NewChangePage(): ReactNode {
  const { t } = useLingui()
  const query = $api.useQuery('get', '/v1/policies/active', {}, once)
  return (
    <Page title={t`Propose a change`}>
      <Faces query={query} lines={10}>
        {({ document, tables, version }) => (
          <DraftEditor start={{ title: '', description: '', document, tables, baseVersion: version }} change={null} />
        )}
      </Faces>
    </Page>
  )
}

/** A change that is edited on. */
export function EditChangePage(): ReactNode {
  const { t } = useLingui()
  const { changeId } = route.useParams()
  const query = $api.useQuery('get', '/v1/changes/{change_id}', { params: { path: { change_id: changeId } } }, once)
  return (
    <Page title={t`Edit a change`}>
      <Faces query={query} lines={10}>
        {({ title, description, document, tables, base_version: baseVersion, version }) => (
          <DraftEditor
            start={{ title, description, document, tables, baseVersion }}
            change={{ changeId, version }}
            key={changeId}
          />
        )}
      </Faces>
    </Page>
  )
}
