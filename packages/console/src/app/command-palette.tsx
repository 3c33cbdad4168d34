import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { TextField } from 'react-aria-components/TextField'
import { useCan } from '../client/session.ts'
import { listItemClasses } from '../ui/menu.tsx'
import { places } from './navigation.tsx'

type CommandPaletteProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void }

/** Goes anywhere by typing: Ctrl+K or ⌘K from every page. */
export function CommandPalette({ isOpen, onOpenChange }: CommandPaletteProps): ReactNode {
  const { t, i18n } = useLingui()
  const can = useCan()
  const navigate = useNavigate()
  const { contains } = useFilter({ sensitivity: 'base' })
  const go = (to: (typeof places)[number]['to']): void => {
    onOpenChange(false)
    void navigate({ to })
  }
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="fixed inset-0 z-50 flex justify-center bg-black/30 p-4 pt-[14vh]"
    >
      <Modal className="h-fit w-full max-w-lg rounded-xl border border-line bg-raised shadow-float">
        <Dialog aria-label={t`Go to`} className="outline-none">
          <Autocomplete filter={contains}>
            <TextField aria-label={t`Go to`} autoFocus className="border-b border-line">
              <Input placeholder={t`Go to …`} className="h-11 w-full bg-transparent px-4 text-sm outline-none" />
            </TextField>
            <Menu aria-label={t`Pages`} className="max-h-80 overflow-auto p-1 outline-none">
              {places
                .filter(({ scope }) => can(scope))
                .map(({ to, label, icon }) => (
                  <MenuItem
                    key={to}
                    id={to}
                    textValue={i18n._(label)}
                    onAction={() => go(to)}
                    className={listItemClasses}
                  >
                    {icon}
                    {i18n._(label)}
                  </MenuItem>
                ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
