import { once } from 'node:events'
import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCsvRowWriter } from '../../packages/cli/src/writers/csv-row.ts'
import { generateAccountBook } from '../generated-business/generate-companies.ts'
import { createLeadGenerator, leadColumns } from '../generated-business/generate-leads.ts'
import { writePolicy } from '../generated-business/write-policy.ts'
import { writeRoster } from '../generated-business/write-roster.ts'

/** Writes a policy of 1,000 rules with its table, a roster for so many leads, and two files of leads: all of them, and a few. */
export async function writeFiles(folder: string, leadCount: number): Promise<void> {
  const policy = writePolicy(31, { routes: 400, tableRows: 600 })
  writeFileSync(join(folder, 'policy.yaml'), policy.text)
  for (const [name, text] of Object.entries(policy.tables)) writeFileSync(join(folder, name), text)
  writeFileSync(
    join(folder, 'roster.yaml'),
    writeRoster(32, { restrictedDomains: ['example.com'], leadsPerDay: leadCount }),
  )
  await writeLeads(join(folder, 'leads.csv'), leadCount)
  await writeLeads(join(folder, 'few-leads.csv'), 100)
}

async function writeLeads(path: string, count: number): Promise<void> {
  // As many companies as a book of 100,000 accounts has, so that most of them send several leads.
  const generate = createLeadGenerator(33, generateAccountBook(34, 100_000))
  const writeRow = createCsvRowWriter({ delimiter: ',', guardFormulas: true })
  const stream = createWriteStream(path)
  let text = writeRow(['id', ...leadColumns])
  for (let index = 1; index <= count; index += 1) {
    const lead = generate()
    text += writeRow([`lead-${index}`, ...leadColumns.map((name) => lead[name])])
    if (text.length < 1_000_000) continue
    if (!stream.write(text)) await once(stream, 'drain')
    text = ''
  }
  stream.end(text)
  await once(stream, 'finish')
}
