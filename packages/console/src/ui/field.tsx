import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps,
} from 'react-aria-components/TextField'
import { Check } from 'lucide-react'
import { classes } from './classes.ts'

/** How anything one types into looks. */
export const inputClasses = classes(
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-ground px-2.5 text-ink placeholder:text-ink-3',
  'data-[invalid]:border-bad data-[disabled]:opacity-50',
)

type FieldProps = Omit<TextFieldProps, 'className' | 'children'> & {
  readonly label: ReactNode
  /** Said below the field, always. */
  readonly hint?: ReactNode
  /** What is wrong with it; makes it invalid. */
  readonly error?: ReactNode
  readonly placeholder?: string
  /** Several lines: how many. */
  readonly rows?: number
  /** The label is only for screen readers. */
  readonly isLabelHidden?: boolean
}

/** A text to type, with its label, hint and error. */
export function TextField({
  label,
  hint,
  error,
  placeholder,
  rows,
  isLabelHidden = false,
  ...props
}: FieldProps): ReactNode {
  return (
    <AriaTextField
      {...props}
      isInvalid={props.isInvalid ?? (error !== undefined && error !== null)}
      className="flex min-w-0 flex-col gap-1"
    >
      <Label className={isLabelHidden ? 'sr-only' : 'text-xs font-medium text-ink-2'}>{label}</Label>
      {rows === undefined ? (
        <Input placeholder={placeholder} className={inputClasses} />
      ) : (
        <TextArea placeholder={placeholder} rows={rows} className={classes(inputClasses, 'h-auto py-1.5')} />
      )}
      {hint === undefined ? null : (
        <Text slot="description" className="text-xs text-ink-3">
          {hint}
        </Text>
      )}
      <FieldError className="text-xs text-bad">{error}</FieldError>
    </AriaTextField>
  )
}

type CheckboxProps = {
  readonly children: ReactNode
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly isDisabled?: boolean
}

/** Something that is so or not. */
export function Checkbox({ children, ...props }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox {...props} className="group flex items-center gap-2">
      <span className="flex size-4 items-center justify-center rounded border border-line-strong group-data-[selected]:border-accent group-data-[selected]:bg-accent group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-accent">
        <Check aria-hidden className="hidden size-3 text-on-accent group-data-[selected]:block" />
      </span>
      {children}
    </AriaCheckbox>
  )
}
