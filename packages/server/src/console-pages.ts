import { join } from 'node:path'
import { missingPages, readStaticPages, type StaticPages } from './platform/http/static-pages.ts'

const built = join(import.meta.dirname, '../../console/dist')

/** The web console as it was built, or a page that says that it was not. */
export function consolePages(): StaticPages {
  return (
    readStaticPages(built) ??
    missingPages(
      'The console is not built. Start the server with npm start, which builds it first; the API is at /v1/openapi.json.\n',
    )
  )
}
