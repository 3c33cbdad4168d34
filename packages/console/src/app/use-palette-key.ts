import { useEffect } from 'react'

/** Calls `onOpen` at Ctrl+K or ⌘K, wherever the focus is. */
export function usePaletteKey(onOpen: () => void): void {
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      onOpen()
    }
    document.addEventListener('keydown', open)
    return () => document.removeEventListener('keydown', open)
  }, [onOpen])
}
