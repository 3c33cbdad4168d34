/** Light or dark, or as the system has it. */
export type Theme = 'light' | 'dark' | 'system'

const KEY = 'rightful-theme'

/** The theme that somebody chose in this browser. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Shows the page in a theme from now on, and remembers it in this browser. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
