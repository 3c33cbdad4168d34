import { gluedLegalForms } from './legal-forms.ts'

/** States and provinces that the American register appends: `CECO CORP /DE/`, `Wells Fargo & Company/MN`. */
const stateTail =
  /[/\\]\s*(?:a[bklrz]|bc|c[aot]|d[ec]|fl|ga|hi|i[adln]|k[sy]|la|m[abdeinost]|n[bcdehjmsvy]|o[hknr]|p[ar]|qc|ri|s[cdk]|t[nx]|ut|v[ait]|w[aivy]|fi|cn)\s*[/\\]?\s*$/i

/** Share classes and other marks of the same register: `NESTLE SA/ADR`. */
const shareTail = /[/\\]\s*(?:adr|ads|new|old|del|can|cayman|bermuda)?\s*[/\\]?\s*$/i

/** `Mosaic Company, The`, `Gap Inc. (The)`, `News Corp (Class A)`. */
const namelessTail = /(?:,\s*the|\(\s*(?:the|(?:class|series) [a-z])\s*\))[\s.]*$/i

const letterOrDigit = /[\p{L}\p{N}]/u

/** Cuts what follows a company's name without belonging to it; never down to nothing. */
export function cutCompanyTail(name: string): string {
  let text = name
  if (text.includes('/') || text.includes('\\')) {
    text = keepingAName(text, text.replace(shareTail, ''))
    text = keepingAName(text, text.replace(stateTail, ''))
  }
  if (!text.includes(',') && !text.includes('(')) return text
  const shorter = text.replace(namelessTail, '')
  return letterOrDigit.test(shorter) ? shorter : text
}

/** A tail follows a word of three letters, or a form such as `A/S`; `AC/DC` and `A/S` themselves have none. */
function keepingAName(text: string, shorter: string): string {
  const lastSlash = Math.max(shorter.lastIndexOf('/'), shorter.lastIndexOf('\\'))
  const lastPart = shorter.slice(lastSlash + 1).replace(/[^\p{L}\p{N}]/gu, '')
  const isForm = lastSlash > 1 && lastPart.length === 1
  return lastPart.length >= 3 || isForm ? shorter : text
}

/** Cuts the legal forms of scripts without spaces from either end, as long as a name is left. */
export function cutGluedForms(name: string): { readonly text: string; readonly forms: readonly string[] } {
  if (!hasGluedScript.test(name)) return { text: name, forms: [] }
  let text = name.normalize('NFKC').trim()
  const forms: string[] = []
  for (const form of gluedLegalForms) {
    const shorter = cutEither(text, form.normalize('NFKC'))
    if (shorter === text || !letterOrDigit.test(shorter)) continue
    forms.push(form)
    text = shorter
  }
  return { text, forms }
}

/** Thai, Hangul, kana, ideographs, and the circled forms that stand for a few of them. */
const hasGluedScript = /[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]/

function cutEither(text: string, form: string): string {
  if (text.startsWith(form)) return text.slice(form.length).trim()
  if (text.endsWith(form)) return text.slice(0, -form.length).trim()
  return text
}
