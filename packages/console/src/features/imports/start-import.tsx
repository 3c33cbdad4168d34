import { Trans } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { api } from '../../client/api.ts'
import { shownFailure } from '../../client/faces.tsx'
import { useCan } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Failed } from '../../ui/states.tsx'

/** Takes a file of leads: first what it would do, or at once. */
export function StartImport(): ReactNode {
  const can = useCan()
  const [file, setFile] = useState<File | null>(null)
  if (!can('imports:write')) return null
  return (
    <>
      <FileTrigger
        acceptedFileTypes={['.csv', '.ndjson', 'text/csv']}
        onSelect={(files) => setFile(files?.item(0) ?? null)}
      >
        <Button kind="primary">
          <FileUp aria-hidden className="size-4" />
          <Trans>Import a file …</Trans>
        </Button>
      </FileTrigger>
      {file === null ? null : <ImportDialog file={file} onClose={() => setFile(null)} />}
    </>
  )
}

function ImportDialog({ file, onClose }: { readonly file: File; readonly onClose: () => void }): ReactNode {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const start = useMutation({
    mutationFn: (isDryRun: boolean) => startImport(file, isDryRun),
    onSuccess: (importId) => {
      void queries.invalidateQueries({ queryKey: ['get', '/v1/imports'] })
      onClose()
      if (importId !== null) void navigate({ to: '/imports/$importId', params: { importId } })
    },
  })
  const actions = (
    <>
      <Button isPending={start.isPending && !start.variables} onPress={() => start.mutate(false)}>
        <Trans>Import at once</Trans>
      </Button>
      <Button kind="primary" isPending={start.isPending && start.variables} onPress={() => start.mutate(true)}>
        <Trans>Dry run first</Trans>
      </Button>
    </>
  )
  return (
    <Dialog title={file.name} isOpen onClose={onClose} actions={actions}>
      <p>
        <Trans>
          The first line names the attributes. A dry run says who would get which lead and which cells cannot be read,
          and changes nothing.
        </Trans>
      </p>
      {start.error === null ? null : <Failed failure={shownFailure(start.error)} />}
    </Dialog>
  )
}

async function startImport(file: File, isDryRun: boolean): Promise<string | null> {
  const type = file.name.endsWith('.ndjson') ? 'application/x-ndjson' : 'text/csv'
  const { data } = await api.POST('/v1/imports', {
    params: { query: { name: file.name, dry_run: isDryRun ? 'true' : 'false' } },
    headers: { 'Content-Type': type },
    body: await file.text(),
    bodySerializer: (body) => body,
  })
  return data?.import_id ?? null
}
