import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import Provider, { type Configuration } from 'oidc-provider'

/** Somebody whom the provider knows; claims beside `sub`. */
export type KnownPerson = Readonly<Record<string, unknown>>

/** What is put in place of claims of an ID token; forged, it is signed by a key that is not the provider's. */
export type Alteration = {
  readonly claims: Readonly<Record<string, unknown>>
  /** Signed by somebody else. */
  readonly isForged?: boolean
  /** Says of itself that it needs no signature, and has none. */
  readonly isUnsigned?: boolean
}

/** A real provider (the package `oidc-provider`) that signs in whoever is at the browser, without asking. */
export type TestIdentityProvider = {
  readonly issuer: string
  /** Lets the client send browsers back to this address. */
  readonly allowRedirect: (uri: string) => void
  /** Who is at the browser, and what is known of them. */
  readonly becomes: (subject: string, person: KnownPerson) => void
  readonly alterNextToken: (alteration: Alteration) => void
  readonly close: () => Promise<void>
}

export const clientId = 'rightful'
export const clientSecret = 'a-secret-of-the-client'

/** Opens a provider over real HTTP. */
export async function openIdentityProvider(): Promise<TestIdentityProvider> {
  const people = new Map<string, KnownPerson>()
  const redirectUris: string[] = []
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreignKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let present = ''
  let alteration: Alteration | null = null
  let provider: Provider | null = null
  const server = createServer((incoming, answer) => {
    if (provider === null) return void answer.writeHead(503).end()
    const { url = '' } = incoming
    if (url.startsWith('/interaction/')) {
      return void provider.interactionFinished(incoming, answer, { login: { accountId: present } })
    }
    if (url === '/token' && alteration !== null) {
      const { claims, isForged = false, isUnsigned = false } = alteration
      alteration = null
      const key = isForged ? foreignKeys.privateKey : keys.privateKey
      alterToken(answer, { claims, key: isUnsigned ? null : key })
    }
    void provider.callback()(incoming, answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The provider has no port.')
  const issuer = `http://127.0.0.1:${address.port}`
  const jwk = {
    ...keys.privateKey.export({ format: 'jwk' }),
    kty: 'RSA',
    kid: 'first',
    use: 'sig',
    alg: 'RS256',
  } as const
  return {
    issuer,
    allowRedirect: (uri) => {
      redirectUris.push(uri)
      const settings = { jwks: { keys: [jwk] }, clients: [clientOf(redirectUris)] }
      provider = new Provider(issuer, { ...configurationFor(people), ...settings })
    },
    becomes: (subject, person) => {
      people.set(subject, person)
      present = subject
    },
    alterNextToken: (next) => (alteration = next),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function clientOf(redirectUris: readonly string[]): NonNullable<Configuration['clients']>[number] {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [...redirectUris],
    response_types: ['code'],
  }
}

function configurationFor(people: ReadonlyMap<string, KnownPerson>): Configuration {
  return {
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'groups'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a'] },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: { IdToken: 300, AccessToken: 300, Grant: 300, Interaction: 300, Session: 300 },
    findAccount: (_context, sub) => {
      const person = people.get(sub)
      return person === undefined ? undefined : { accountId: sub, claims: async () => ({ sub, ...person }) }
    },
    // Nobody is asked whether the client may know them.
    loadExistingGrant: async ({ oidc: { client, session, provider } }) => {
      if (client === undefined || session?.accountId === undefined) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}

/** Puts another ID token in place of the one that is about to be answered. */
function alterToken(
  answer: ServerResponse,
  { claims, key }: { readonly claims: Alteration['claims']; readonly key: KeyObject | null },
): void {
  const end = answer.end.bind(answer)
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  answer.end = (body: unknown) => {
    const told: { readonly id_token: string } = JSON.parse(String(body))
    const [head = '', payload = ''] = told.id_token.split('.')
    const known: object = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const text = `${key === null ? part({ alg: 'none' }) : head}.${part({ ...known, ...claims })}`
    const signature = key === null ? '' : sign('sha256', Buffer.from(text), key).toString('base64url')
    const altered = JSON.stringify({ ...told, id_token: `${text}.${signature}` })
    answer.setHeader('content-length', Buffer.byteLength(altered))
    return end(altered)
  }
}
