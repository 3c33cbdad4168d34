import { z } from 'zod'

/** A whole number, also as text; anything else is told what is taken. */
export function wholeNumber(min: number, max: number): z.ZodType<number> {
  const what = `takes a whole number from ${min} to ${max}`
  const text = z
    .string({ error: what })
    .regex(/^-?\d+$/, what)
    .transform(Number)
  return z.union([z.number(), text], { error: what }).pipe(z.number().int(what).min(min, what).max(max, what))
}

/** One of some words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodEnum<{ [W in Words[number]]: W }> {
  return z.enum(words, { error: `takes one of ${words.join(', ')}` })
}

/** A yes or no. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
  error: 'takes true or false',
})

/** A text with something in it. */
export const text = z.string({ error: 'takes a text' }).min(1, 'is empty')

/** Names, as a list or one after the other. */
export const names = z.union([z.array(text), text.transform((given) => given.split(',').map((name) => name.trim()))], {
  error: 'takes names separated by commas',
})
