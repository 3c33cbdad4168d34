import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from './create-log.ts'

test('secrets and what names a person never reach the log, on either of the first two levels', () => {
  const lines: string[] = []
  const log = createLog({
    level: 'info',
    base: { node: 'n1' },
    destination: { write: (line) => void lines.push(line) },
  })
  const secret = 'hidden-words'
  log.info({ email: secret, lead_id: 'l1', lead: { given: { name: secret }, attributes: secret } }, 'posted')
  log.info({ headers: { authorization: secret, cookie: secret }, destination: { secret, token: secret } }, 'sent')
  log.error({ err: Object.assign(new Error('refused'), { detail: `Key (email)=(${secret}) exists` }) }, 'failed')
  log.debug('not at this level')
  assert.equal(lines.length, 3)
  assert.doesNotMatch(lines.join(''), /hidden-words/)
  const [first] = lines.map((line): Record<string, unknown> => JSON.parse(line))
  assert.equal(first?.['lead_id'], 'l1')
  assert.equal(first?.['node'], 'n1')
  assert.equal(first?.['level'], 'info')
  assert.match(String(first?.['time']), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
})
