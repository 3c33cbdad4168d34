import type { DocumentRange } from '../document/document-node.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'

/** Words that conditions already use; no attribute can be called like them. */
const languageWords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in', 'mail', 'account', 'owner', 'math'])

/** Whether conditions can read the name as it stands: letters, digits and underscores, and no word with a meaning. */
export function isAttributeName(
  reader: PolicyReader,
  entry: Spot & { readonly name: string; readonly keyRange: DocumentRange },
  reserved: ReadonlySet<string>,
): boolean {
  const { name, path, keyRange } = entry
  if (!/^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name) || name.length > policyLimits.nameLengthMax) {
    const mended = name
      .trim()
      .replaceAll(/[^\p{L}\p{N}\p{M}_]+/gu, '_')
      .replace(/^(?=\p{N})/u, '_')
      .slice(0, 60)
    reader.report({
      code: 'policy_name_malformed',
      message: `\`${name.slice(0, 60)}\` cannot be read in conditions: a name has letters, digits and underscores.`,
      hint: `Call it \`${mended === '' ? 'field_1' : mended}\`; leads are mapped to it when they are read.`,
      path,
      range: keyRange,
    })
    return false
  }
  const isTaken = languageWords.has(name) || reserved.has(name)
  if (isTaken) {
    reader.report({
      code: 'policy_name_reserved',
      message: `The name \`${name}\` already means something else.`,
      hint: `Choose another name, such as \`${name}_given\`.`,
      path,
      range: keyRange,
    })
  }
  return !isTaken
}
