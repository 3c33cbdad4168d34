import { COUNT_MAX } from './list-resources.ts'
import { ownSchema } from './person-draft.ts'
import { groupSchema, userSchema } from './resource-view.ts'

const prefix = 'urn:ietf:params:scim:schemas:core:2.0:'

/** What of SCIM there is here. */
export const serviceProviderConfig = {
  schemas: [`${prefix}ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: COUNT_MAX },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'API key',
      description: 'A key with the scope `scim`, as bearer.',
      primary: true,
    },
  ],
}

type Attribute = Readonly<Record<string, unknown>>

function attribute(name: string, more: Attribute = {}): Attribute {
  const usual = { type: 'string', multiValued: false, required: false, caseExact: false }
  return { name, ...usual, mutability: 'readWrite', returned: 'default', uniqueness: 'none', ...more }
}

function complex(name: string, subAttributes: readonly Attribute[], more: Attribute = {}): Attribute {
  return attribute(name, { type: 'complex', subAttributes, ...more })
}

const readOnly = { mutability: 'readOnly' } as const
const list = { multiValued: true } as const
const flag = { type: 'boolean' } as const

const schemas = [
  {
    id: userSchema,
    name: 'User',
    description: 'Somebody who signs in.',
    attributes: [
      attribute('userName', { required: true, uniqueness: 'server' }),
      attribute('displayName'),
      complex('name', [attribute('formatted'), attribute('givenName'), attribute('familyName')]),
      attribute('active', flag),
      complex('emails', [attribute('value'), attribute('type'), attribute('primary', flag)], list),
      complex('groups', [attribute('value', readOnly), attribute('display', readOnly)], { ...list, ...readOnly }),
      complex('roles', [attribute('value', readOnly)], { ...list, ...readOnly }),
    ],
  },
  {
    id: groupSchema,
    name: 'Group',
    description: 'People whom rules of approval name together, and who may have roles by it.',
    attributes: [
      attribute('displayName', { required: true, uniqueness: 'server', caseExact: true }),
      complex('members', [attribute('value', { mutability: 'immutable' }), attribute('display', readOnly)], list),
    ],
  },
  {
    id: ownSchema,
    name: 'RosterOwner',
    description: 'The owner of the roster who the user is.',
    attributes: [attribute('ownerId', { caseExact: true, uniqueness: 'server' })],
  },
]

const types = [
  { name: 'User', endpoint: '/Users', schema: userSchema, extensions: [{ schema: ownSchema, required: false }] },
  { name: 'Group', endpoint: '/Groups', schema: groupSchema, extensions: [] },
]

/** The schemas of what is kept here. */
export const schemaList = listOf(schemas.map((schema) => ({ schemas: [`${prefix}Schema`], ...schema })))

/** The kinds of resources that there are. */
export const resourceTypeList = listOf(
  types.map(({ extensions, ...of }) => ({
    schemas: [`${prefix}ResourceType`],
    id: of.name,
    ...of,
    schemaExtensions: extensions,
  })),
)

function listOf(resources: readonly unknown[]): Readonly<Record<string, unknown>> {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}
