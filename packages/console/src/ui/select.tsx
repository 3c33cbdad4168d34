import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Label, Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { classes } from './classes.ts'
import { inputClasses } from './field.tsx'
import { listItemClasses, popoverClasses } from './menu.tsx'

/** One choice of a select. */
export type Choice = { readonly id: string; readonly label: string }

type SelectProps = {
  readonly label: ReactNode
  readonly choices: readonly Choice[]
  readonly value: string | null
  readonly onChange: (id: string) => void
  readonly placeholder?: string
  readonly isLabelHidden?: boolean
  readonly isDisabled?: boolean
}

/** One of several, opened on demand. */
export function Select({
  label,
  choices,
  value,
  onChange,
  placeholder,
  isLabelHidden = false,
  isDisabled = false,
}: SelectProps): ReactNode {
  return (
    <AriaSelect
      value={value}
      onChange={(key) => (key === null ? undefined : onChange(String(key)))}
      isDisabled={isDisabled}
      className="flex min-w-0 flex-col gap-1"
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <Label className={isLabelHidden ? 'sr-only' : 'text-xs font-medium text-ink-2'}>{label}</Label>
      <Button className={classes(inputClasses, 'flex items-center justify-between gap-2 text-left')}>
        <SelectValue className="truncate data-[placeholder]:text-ink-3">
          {({ selectedText, defaultChildren, isPlaceholder }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </Button>
      <Popover className={classes(popoverClasses, 'min-w-(--trigger-width)')}>
        <ListBox items={choices} className="max-h-80 overflow-auto outline-none">
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className={classes(listItemClasses, 'group')}>
              <span className="flex-1 truncate">{choice.label}</span>
              <Check aria-hidden className="invisible size-3.5 group-data-[selected]:visible" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
