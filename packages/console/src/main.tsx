import { createRoot } from 'react-dom/client'
import './app/styles.css'
import { App } from './app/app.tsx'
import { applyTheme, storedTheme } from './app/theme.ts'
import { activateLanguage } from './app/activate-language.ts'

applyTheme(storedTheme())
activateLanguage()
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
