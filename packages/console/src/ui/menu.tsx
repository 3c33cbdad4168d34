import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { classes } from './classes.ts'

/** How what floats above the page looks. */
export const popoverClasses = 'rounded-lg border border-line bg-raised p-1 shadow-float outline-none'

/** How an entry of a list that floats looks. */
export const listItemClasses = classes(
  'flex min-h-7 items-center gap-2 rounded px-2 py-1 outline-none',
  'data-[focused]:bg-hovered data-[selected]:font-medium data-[disabled]:opacity-50',
)

/** One thing to do from a menu. */
export type MenuAction = {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly isDanger?: boolean
  readonly isDisabled?: boolean
  readonly onAction: () => void
}

type MenuProps = {
  /** The button that opens it. */
  readonly trigger: ReactNode
  readonly label: string
  readonly actions: readonly MenuAction[]
}

/** A button with a list of things to do. */
export function Menu({ trigger, label, actions }: MenuProps): ReactNode {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={popoverClasses} placement="bottom end">
        <AriaMenu aria-label={label} className="min-w-44 outline-none">
          {actions.map(({ id, label: text, icon, isDanger = false, isDisabled = false, onAction }) => (
            <AriaMenuItem
              key={id}
              id={id}
              textValue={text}
              isDisabled={isDisabled}
              onAction={onAction}
              className={classes(listItemClasses, isDanger && 'text-bad')}
            >
              {icon}
              {text}
            </AriaMenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
