/** What can be wrong with a text before anybody asks what it says. Each code stands in docs/reference/problems.md. */
export const documentProblems = {
  document_empty: 'The document is empty.',
  document_not_text: 'The document is not a text.',
  document_too_large: 'The document is larger than may be read.',
  document_too_deep: 'The document nests too deeply.',
  document_syntax: 'The document is not well-formed.',
  document_tab: 'A tab stands where YAML wants spaces.',
  document_indent: 'A line is not indented to match the lines around it.',
  document_not_closed: 'A quote, bracket or brace is never closed.',
  document_quoted_then_text: 'A text in quotes is followed by more text.',
  document_colon_in_text: 'A text without quotes holds a colon and a space, which YAML reads as a key.',
  document_special_start: 'A text without quotes starts with a character that means something in YAML.',
  document_condition_unquoted: 'A condition stands without quotes where YAML cuts or breaks it.',
  document_duplicate_key: 'A key is written twice in one map.',
  document_key_not_text: 'A key is a list or a map.',
  document_several: 'The file holds several documents.',
  document_tag: 'A YAML tag stands before a value.',
  document_alias: 'An alias has no anchor before it.',
  document_alias_cycle: 'An alias stands inside what it names.',
  document_alias_too_large: 'Aliases repeat so much that the document grows too large.',
  document_directive: 'A YAML directive changes how the document is read.',
} as const satisfies Record<string, string>

export type DocumentProblemCode = keyof typeof documentProblems
