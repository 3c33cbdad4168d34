import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { classes } from './classes.ts'

/** `primary`: the one thing to do here. `danger`: what cannot be taken back. `quiet`: without a frame, in rows and bars. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

/** A button; one whose only content is an icon needs `aria-label`. */
export type ButtonProps = Omit<AriaButtonProps, 'className' | 'children' | 'isPending'> & {
  readonly kind?: ButtonKind
  readonly size?: 'small' | 'normal'
  /** What it began is not done yet: it keeps the focus, and pressing it again does nothing. */
  readonly isPending?: boolean
  readonly children: ReactNode
}

const kinds: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong font-medium',
  secondary: 'bg-raised text-ink border-line hover:bg-hovered',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-hovered hover:text-ink',
  danger: 'bg-raised text-bad border-line hover:bg-bad-ground',
}

/** How a button of a kind looks, for links that look like one. */
export function buttonClasses(kind: ButtonKind = 'secondary', size: 'small' | 'normal' = 'normal'): string {
  return classes(
    'inline-flex items-center justify-center gap-1.5 rounded-md border whitespace-nowrap select-none transition-colors',
    'disabled:opacity-50 data-[disabled]:opacity-50',
    size === 'small' ? 'h-7 px-2 text-xs' : 'h-8 px-3',
    kinds[kind],
  )
}

/** A button. */
export function Button({
  kind = 'secondary',
  size = 'normal',
  isPending = false,
  children,
  ...props
}: ButtonProps): ReactNode {
  const waiting = isPending ? ({ type: 'button', onPress: () => undefined } as const) : {}
  return (
    <AriaButton {...props} {...waiting} className={buttonClasses(kind, size)}>
      {isPending ? <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> : null}
      {children}
    </AriaButton>
  )
}
