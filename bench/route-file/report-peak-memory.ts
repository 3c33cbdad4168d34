import { writeFileSync } from 'node:fs'

// Loaded before the program that is measured; says what it took at most when it ends, in kilobytes.
process.on('exit', () => {
  const { PEAK_MEMORY_FILE: file } = process.env
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS))
})
