import { generateAccountBook } from '../generated-business/generate-companies.ts'
import { createLeadGenerator, type GeneratedLead } from '../generated-business/generate-leads.ts'
import { bookSize } from './make-business.ts'

/** Gives the bytes of the next request. They hold until the next is asked for. */
export type NextRequest = () => Buffer

const digits = 9
const place = '0'.repeat(digits)

/** Leads of the generated business, each of a mailbox that no other has: `from` is the number of the first. */
export function createLeads(seed: number, from: number): () => Partial<GeneratedLead> {
  const generate = createLeadGenerator(seed, generateAccountBook(bookSize.seed, bookSize.accounts))
  let number = from
  return () => withoutGaps(withMailbox(generate(), String((number += 1)).padStart(digits, '0')))
}

function withMailbox(lead: GeneratedLead, number: string): GeneratedLead {
  return { ...lead, email: lead.email.replace('@', `${number}@`) }
}

/** Forms leave out what was not filled in. */
function withoutGaps(lead: GeneratedLead): Partial<GeneratedLead> {
  return Object.fromEntries(Object.entries(lead).filter(([, value]) => value !== ''))
}

/** Requests made once and sent again with another number in the mailbox, so that making them costs the load generator next to nothing. */
export function createRequests(key: string, from: number): NextRequest {
  const generate = createLeadGenerator(from, generateAccountBook(bookSize.seed, bookSize.accounts))
  const made = Array.from({ length: 20_000 }, () => {
    const body = JSON.stringify({ attributes: withoutGaps(withMailbox(generate(), place)) })
    const bytes = Buffer.from(
      `POST /v1/leads HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
    return { bytes, at: bytes.indexOf(`${place}@`) }
  })
  let number = from
  return () => {
    const request = made[number % made.length]
    number += 1
    if (request === undefined) throw new Error('There is no request.')
    request.bytes.write(String(number).padStart(digits, '0'), request.at, 'latin1')
    // The socket may keep the bytes while it waits; the next round of this request must not change them.
    return Buffer.from(request.bytes)
  }
}
