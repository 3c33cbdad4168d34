/** The policy file, as the one argument of a command. */
export const policyParameter = {
  kind: 'tuple',
  parameters: [{ parse: String, brief: 'The policy, YAML or JSON; - is the standard input', placeholder: 'POLICY' }],
} as const

/** The roster, where a command can do without it. */
export const rosterFlag = {
  kind: 'parsed',
  parse: String,
  brief: 'Owners and pools, YAML or JSON',
  placeholder: 'FILE',
  optional: true,
} as const

/** The accounts, which every command can do without. */
export const accountsFlag = {
  kind: 'parsed',
  parse: String,
  brief: 'Known companies, CSV, NDJSON or JSON',
  placeholder: 'FILE',
  optional: true,
} as const
