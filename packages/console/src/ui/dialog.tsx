import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './button.tsx'
import { classes } from './classes.ts'

type DialogProps = {
  readonly title: ReactNode
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at its end, the one to press last. */
  readonly actions?: ReactNode
  readonly size?: 'small' | 'large'
}

/** What has to be answered before anything else: in the middle, with the page dimmed behind it. Escape closes it. */
export function Dialog({ title, isOpen, onClose, children, actions, size = 'small' }: DialogProps): ReactNode {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      isDismissable
      className="fixed inset-0 z-50 flex items-start justify-center overflow-auto bg-black/40 p-4 sm:pt-[12vh]"
    >
      <Modal
        className={classes(
          'w-full rounded-xl border border-line bg-raised shadow-float',
          size === 'small' ? 'max-w-md' : 'max-w-3xl',
        )}
      >
        <AriaDialog className="flex max-h-[80vh] flex-col outline-none">
          <DialogHead title={title} onClose={onClose} />
          <div className="flex flex-col gap-3 overflow-auto px-4 py-4">{children}</div>
          {actions === undefined ? null : (
            <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{actions}</footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** What lies beside the page: a peek at something, from the right edge; the whole width on a phone. */
export function SidePanel({ title, isOpen, onClose, children, actions }: Omit<DialogProps, 'size'>): ReactNode {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      isDismissable
      className="fixed inset-0 z-40 bg-black/20"
    >
      <Modal className="fixed inset-y-0 right-0 w-full max-w-xl border-l border-line bg-raised shadow-float">
        <AriaDialog className="flex h-full flex-col outline-none">
          <DialogHead title={title} onClose={onClose} actions={actions} />
          <div className="flex-1 overflow-auto px-4 py-4">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function DialogHead({ title, onClose, actions }: Pick<DialogProps, 'title' | 'onClose' | 'actions'>): ReactNode {
  const { t } = useLingui()
  return (
    <div className="flex items-center justify-between gap-4 border-b border-line px-4 py-2.5">
      <Heading slot="title" className="truncate text-sm font-semibold">
        {title}
      </Heading>
      <span className="flex gap-2">
        {actions}
        <Button kind="quiet" size="small" aria-label={t`Close`} onPress={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </span>
    </div>
  )
}
