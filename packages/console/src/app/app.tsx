import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { I18nProvider as AriaLanguage } from 'react-aria-components/I18nProvider'
import { createQueryClient } from '../client/create-query-client.ts'
import { NoticesProvider } from '../ui/notices.tsx'
import { createAppRouter } from './router.tsx'

/** The whole console. */
export function App(): ReactNode {
  const [queries] = useState(createQueryClient)
  const [router] = useState(() => createAppRouter(queries))
  return (
    <I18nProvider i18n={i18n}>
      <AriaLanguage locale="en-GB">
        <QueryClientProvider client={queries}>
          <NoticesProvider>
            <RouterProvider router={router} />
          </NoticesProvider>
        </QueryClientProvider>
      </AriaLanguage>
    </I18nProvider>
  )
}
