import { type FormConfig, formConfig } from '@rightful/contract'
import { z } from 'zod'

/** What is stored of a form's making, with the secret its tokens are signed by, which is never answered. */
const storedConfig = z.strictObject({ secret: z.string(), config: formConfig })

/** A form's configuration with its secret. */
export type StoredFormConfig = { readonly secret: string; readonly config: FormConfig }

/** Reads what is stored. */
export function readFormConfig(stored: string): StoredFormConfig {
  return storedConfig.parse(JSON.parse(stored))
}

/** What is to be stored. */
export function writeFormConfig(stored: StoredFormConfig): string {
  return JSON.stringify(stored)
}
