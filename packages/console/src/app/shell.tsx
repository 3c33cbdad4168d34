import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet } from '@tanstack/react-router'
import { CircleUser, LogOut, Menu as MenuIcon, Moon, Search, Sun } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react'
import { LiveProvider, useLiveState } from '../client/live.tsx'
import { useCan, useSession } from '../client/session.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { durationText, useNow } from '../ui/instant.tsx'
import { Menu } from '../ui/menu.tsx'
import { Loading } from '../ui/states.tsx'
import { places } from './navigation.tsx'
import { applyTheme } from './theme.ts'
import { usePaletteKey } from './use-palette-key.ts'
import { useSignOut } from './use-sign-out.ts'

const loadPalette = async () => ({ default: (await import('./command-palette.tsx')).CommandPalette })
const CommandPalette = lazy(loadPalette)

/** What surrounds every page of whoever is signed in: where one can go, and whether the screen is up to date. */
export function Shell(): ReactNode {
  const [isNavigationOpen, setNavigationOpen] = useState(false)
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const openPalette = useCallback(() => setPaletteOpen(true), [])
  usePaletteKey(openPalette)
  // Nobody needs it to see a page, but whoever asks for it types on at once.
  useEffect(() => void loadPalette(), [])
  return (
    <LiveProvider>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-accent focus:px-3 focus:py-1.5 focus:text-on-accent"
      >
        <Trans>Skip to the content</Trans>
      </a>
      <div className="flex min-h-dvh flex-col md:flex-row">
        <Sidebar isOpen={isNavigationOpen} onLeave={() => setNavigationOpen(false)} onSearch={openPalette} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar onOpenNavigation={() => setNavigationOpen((open) => !open)} isNavigationOpen={isNavigationOpen} />
          <StaleBanner />
          <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
            <Suspense
              fallback={
                <div className="px-6 py-6">
                  <Loading />
                </div>
              }
            >
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      {isPaletteOpen ? (
        <Suspense fallback={null}>
          <CommandPalette isOpen onOpenChange={setPaletteOpen} />
        </Suspense>
      ) : null}
    </LiveProvider>
  )
}

type SidebarProps = { readonly isOpen: boolean; readonly onLeave: () => void; readonly onSearch: () => void }

function Sidebar({ isOpen, onLeave, onSearch }: SidebarProps): ReactNode {
  const { t, i18n } = useLingui()
  const can = useCan()
  const { workspace } = useSession()
  return (
    <nav
      aria-label={t`Pages`}
      className={classes(
        'w-full shrink-0 flex-col gap-1 border-line bg-sunken p-2 md:sticky md:top-0 md:flex md:h-dvh md:w-52 md:border-r',
        isOpen ? 'flex border-b' : 'hidden',
      )}
    >
      <p className="flex items-center gap-2 px-2 py-2 font-semibold">
        <img src="/favicon.svg" alt="" className="size-5" />
        <span className="truncate">{workspace.name}</span>
      </p>
      <button
        type="button"
        onClick={onSearch}
        className="mb-1 flex h-8 items-center gap-2 rounded-md border border-line bg-ground px-2 text-ink-3 hover:text-ink"
      >
        <Search aria-hidden className="size-3.5" />
        <span className="flex-1 text-left">
          <Trans>Go to …</Trans>
        </span>
        <kbd className="text-2xs">⌘K</kbd>
      </button>
      {places
        .filter(({ scope }) => can(scope))
        .map(({ to, label, icon }) => (
          <Link
            key={to}
            to={to}
            onClick={onLeave}
            activeOptions={{ exact: to === '/', includeSearch: false }}
            className="flex h-8 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-hovered hover:text-ink"
            activeProps={{ className: 'bg-chosen! text-accent-strong! font-medium' }}
          >
            {icon}
            {i18n._(label)}
          </Link>
        ))}
    </nav>
  )
}

function TopBar({
  onOpenNavigation,
  isNavigationOpen,
}: {
  readonly onOpenNavigation: () => void
  readonly isNavigationOpen: boolean
}): ReactNode {
  const { t } = useLingui()
  const { user } = useSession()
  const signOut = useSignOut()
  return (
    <header className="flex h-11 items-center justify-between gap-2 border-b border-line px-4 md:justify-end">
      <span className="md:hidden">
        <Button
          kind="quiet"
          size="small"
          aria-label={t`Pages`}
          aria-expanded={isNavigationOpen}
          onPress={onOpenNavigation}
        >
          <MenuIcon aria-hidden className="size-4" />
        </Button>
      </span>
      <span className="flex items-center gap-2">
        <LiveBadge />
        <Menu
          label={t`You`}
          trigger={
            <Button kind="quiet" size="small">
              <CircleUser aria-hidden className="size-4" />
              <span className="max-w-40 truncate">{user.name}</span>
            </Button>
          }
          actions={[
            {
              id: 'light',
              label: t`Light`,
              icon: <Sun aria-hidden className="size-4" />,
              onAction: () => applyTheme('light'),
            },
            {
              id: 'dark',
              label: t`Dark`,
              icon: <Moon aria-hidden className="size-4" />,
              onAction: () => applyTheme('dark'),
            },
            { id: 'sign-out', label: t`Sign out`, icon: <LogOut aria-hidden className="size-4" />, onAction: signOut },
          ]}
        />
      </span>
    </header>
  )
}

function LiveBadge(): ReactNode {
  const live = useLiveState()
  if (live.kind === 'stale') return null
  return (
    <Badge tone={live.kind === 'live' ? 'good' : 'neutral'}>
      {live.kind === 'live' ? <Trans>Live</Trans> : <Trans>Connecting</Trans>}
    </Badge>
  )
}

/** Says honestly since when the screen shows the past. */
function StaleBanner(): ReactNode {
  const live = useLiveState()
  const now = useNow(1000)
  if (live.kind !== 'stale') return null
  const since = durationText((now - live.since) / 1000)
  return (
    <p role="alert" className="bg-warn-ground px-4 py-1.5 text-warn">
      <Trans>
        The server has not answered for {since}. What you see is from before; it is read again as soon as it answers.
      </Trans>
    </p>
  )
}
