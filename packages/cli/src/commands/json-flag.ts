/** The flag that asks for output a program can read. */
export const jsonFlag = { kind: 'boolean', brief: 'Print JSON', default: false, withNegated: false } as const
