import { z } from 'zod'
import { line } from './access.ts'
import { instant, uuid } from './fields.ts'
import { roleName } from './roles.ts'

/** At most so many providers a workspace. */
export const IDENTITY_PROVIDERS_MAX = 20

const word = z.string().min(1).max(200).regex(/^\S+$/, 'has blanks')
const someRoles = z
  .array(roleName)
  .max(6)
  .transform((names) => [...new Set(names)])
const domain = z
  .string()
  .max(253)
  .transform((text) => text.toLowerCase())
  .refine((text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text), 'is no domain such as `example.com`')

const shown = {
  name: line.meta({ description: 'What the sign-in page calls it.', example: 'Company account' }),
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .meta({
      description: 'As the provider writes it in its discovery document, to the letter.',
      example: 'https://login.example.com',
    }),
  client_id: z.string().min(1).max(300),
  scopes: z
    .array(word)
    .max(20)
    .meta({ description: 'What is asked for beside `openid`.', example: ['email', 'profile'] }),
  groups_claim: word.nullable().meta({
    description: 'The claim that lists the person’s groups; `null`: groups are not looked at.',
    example: 'groups',
  }),
  joining: z.enum(['invited', 'anyone']).meta({
    description:
      'Who may come in: who was invited, or whoever has an address of `email_domains`, who then becomes a user.',
  }),
  default_roles: someRoles.meta({ description: 'What whoever comes in has, beside what their groups give.' }),
  email_domains: z
    .array(domain)
    .max(100)
    .meta({
      description: 'Whose addresses are let in; none: any, of people who were invited.',
      example: ['example.com'],
    }),
  group_mapping: z
    .array(
      z.strictObject({
        value: z.string().min(1).max(300).meta({ description: 'The group, as the claim has it.' }),
        roles: someRoles.default([]),
        group_id: uuid.nullable().default(null).meta({ description: 'The group here that its members are in.' }),
      }),
    )
    .max(200)
    .meta({ description: 'What groups of the provider give: with any entry, roles are set anew at each sign-in.' }),
  is_enabled: z.boolean(),
}

/** A provider as it is set; at a change the secret stays where it is left out, and everything else has its default. */
export const putIdentityProviderRequest = z
  .strictObject({
    ...shown,
    client_secret: z.string().min(1).max(1000).nullable().optional().meta({
      description: 'Kept sealed and never answered; `null`: the client has none. Left out: as it was.',
    }),
    scopes: shown.scopes.default(['email', 'profile']),
    groups_claim: shown.groups_claim.default(null),
    joining: shown.joining.default('invited'),
    default_roles: shown.default_roles.default([]),
    email_domains: shown.email_domains.default([]),
    group_mapping: shown.group_mapping.default([]),
    is_enabled: shown.is_enabled.default(true),
  })
  .refine(({ joining, email_domains: domains }) => joining === 'invited' || domains.length > 0, {
    path: ['email_domains'],
    error: 'is empty: where anyone may join, name the domains of whom',
  })
  .refine(({ groups_claim: claim, group_mapping: mapping }) => claim !== null || mapping.length === 0, {
    path: ['groups_claim'],
    error: 'is missing: `group_mapping` is about what it lists',
  })
  .meta({ id: 'PutIdentityProvider' })

/** A provider as answered. */
export const identityProvider = z
  .object({
    provider_id: uuid,
    ...shown,
    default_roles: z.array(z.string()),
    email_domains: z.array(z.string()),
    group_mapping: z.array(
      z.object({ value: z.string(), roles: z.array(z.string()), group_id: z.string().nullable() }),
    ),
    has_secret: z.boolean(),
    redirect_uri: z.string().nullable().meta({
      description: 'What the provider has to be told; `null` until the server has its `public_url`.',
    }),
    created_at: instant,
  })
  .meta({ id: 'IdentityProvider' })

/** A provider as answered. */
export type IdentityProviderAnswer = z.output<typeof identityProvider>

/** Providers by name. */
export const identityProviderList = z.object({ data: z.array(identityProvider) }).meta({ id: 'IdentityProviderList' })

/** By whom one can sign in. */
export const signInOptions = z
  .object({
    data: z.array(
      z.object({
        provider_id: uuid,
        name: z.string(),
        url: z.string().meta({ description: 'Where the browser is sent.' }),
      }),
    ),
  })
  .meta({ id: 'SignInOptions' })

/** Of which workspace the options are. */
export const signInOptionsQuery = z.strictObject({ workspace: line.optional() })

/** Where the browser comes back to, and what for. */
export const beginSignInQuery = z.strictObject({
  return_to: z
    .string()
    .max(2000)
    .refine(isOwnPath, 'is no path of this server, such as `/leads?page=2`')
    .default('/')
    .meta({ description: 'A path of this server.' }),
  step_up: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Whether somebody who is signed in proves anew who they are.' }),
})

/** What a provider sends back with the browser. */
export const finishSignInQuery = z.looseObject({
  state: z.string().max(4000).optional(),
  code: z.string().max(4000).optional(),
  error: z.string().max(1000).optional(),
})

/** Whether a text is a path of whatever server it is used on, and leads nowhere else however a browser reads it. */
export function isOwnPath(text: string): boolean {
  const here = 'https://own.invalid'
  const isPath = /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)
  return isPath && URL.parse(text, here)?.origin === here
}
