import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTestService, type TestService } from '../packages/server/src/testing/open-test-service.ts'
import { printApiTypes } from '../scripts/api-types/print-api-types.ts'

const file = join(import.meta.dirname, '../packages/contract/src/api-paths.ts')

let service: TestService
before(async () => {
  service = await openTestService()
})
after(async () => {
  await service.close()
})

test('the types that clients are checked against are those of the API as it is served', async () => {
  const response = await fetch(`${service.url}/v1/openapi.json`)
  const types = printApiTypes(await response.json())
  if (process.env.RIGHTFUL_WRITE_API_TYPES === '1') writeFileSync(file, types)
  assert.equal(
    readFileSync(file, 'utf8'),
    types,
    'run this test with RIGHTFUL_WRITE_API_TYPES=1 and look at what changes',
  )
})
