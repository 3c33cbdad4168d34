import { z } from 'zod'
import { instant, name, uuid } from './fields.ts'
import { leadAttributes } from './lead-attributes.ts'

/** Fields of a form that are its guards, not attributes of the lead. Further names from `_` on are left out too. */
export const FORM_TOKEN_FIELD = '_token'

/** How a form takes leads in, and whom it lets. */
export const formConfig = z.strictObject({
  /** Origins of the pages the form stands on, such as `https://www.example.com`; `*` is any. */
  allowed_origins: z
    .array(z.union([z.literal('*'), z.url({ protocol: /^https?$/ })]))
    .max(50)
    .default(['*'])
    .meta({ description: 'Origins of the pages it stands on; `*` is any.' }),
  redirect_url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null)
    .meta({ description: 'Where a page without script goes after sending.' }),
  honeypot_field: name.nullable().default('website_confirm').meta({
    description: 'A field that people do not see: whoever fills it in is a machine.',
  }),
  min_fill_seconds: z.int().min(0).max(60).default(0).meta({
    description:
      'How long a person needs at least. Above 0 each submission carries a token fetched when it was opened.',
  }),
  per_ip_per_minute: z.int().min(1).max(10_000).default(20),
  per_form_per_minute: z.int().min(1).max(100_000).default(600),
  attributes: leadAttributes.default({}).meta({ description: 'Given to every lead of the form, such as its source.' }),
  rename: z.record(z.string(), name).default({}).meta({ description: 'Attribute names by names of form fields.' }),
  priority: z.int().min(-1000).max(1000).default(0),
})

/** How a form takes leads in, with every default filled in. */
export type FormConfig = z.infer<typeof formConfig>

/** A new form. */
export const postFormRequest = z.strictObject({ name, config: formConfig.prefault({}) }).meta({ id: 'PostFormRequest' })

/** What changes of a form; what is left out stays. */
export const updateFormRequest = z
  .strictObject({ name: name.optional(), config: formConfig.optional(), is_active: z.boolean().optional() })
  .meta({ id: 'UpdateFormRequest' })

/** A form. */
export const form = z
  .object({
    form_id: uuid,
    name: z.string(),
    public_key: z.string().meta({ description: 'Part of the address that pages post to; no secret.' }),
    is_active: z.boolean(),
    created_at: instant,
    config: formConfig,
  })
  .meta({ id: 'Form' })

/** All forms. */
export const formList = z.object({ data: z.array(form) }).meta({ id: 'FormList' })

/** What a page hears of a submission: nothing of who gets it. */
export const formReceipt = z.object({ received: z.literal(true), submission_id: uuid }).meta({ id: 'FormReceipt' })

/** What a page fetches when its form is opened, to send along in `_token`. */
export const formToken = z.object({ token: z.string(), expires_at: instant }).meta({ id: 'FormToken' })
