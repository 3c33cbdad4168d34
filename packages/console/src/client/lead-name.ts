/** What a lead is called: its company, else its address; `null` where neither was given, or the person was erased. */
export function leadName(given: Readonly<Record<string, unknown>> | null | undefined): string | null {
  const name = given?.company ?? given?.email
  return typeof name === 'string' && name !== '' ? name : null
}
