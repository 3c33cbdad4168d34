import { i18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'

/** Letters with marks, longer words: shows which texts of a page are not translatable and which do not fit. */
const PSEUDO = 'pseudo'
const marked: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ëë',
  i: 'ï',
  o: 'öö',
  u: 'ü',
  A: 'Å',
  E: 'Ë',
  I: 'Ï',
  O: 'Ö',
  U: 'Ü',
}

/**
 * Begins to speak the language of the page: English, as it stands in the sources. `?language=pseudo` marks every letter that is
 * translatable, for tests.
 */
export function activateLanguage(): void {
  const isPseudo = new URLSearchParams(location.search).get('language') === PSEUDO
  i18n.setMessagesCompiler((message) => compileMessage(isPseudo ? pseudo(message) : message))
  i18n.loadAndActivate({ locale: 'en', messages: {} })
}

/** Placeholders and tags stay as they are. */
function pseudo(message: string): string {
  return message.replaceAll(/\{[^}]*\}|<[^>]*>|[aeiouAEIOU]/g, (part) => marked[part] ?? part)
}
