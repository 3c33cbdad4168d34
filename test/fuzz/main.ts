/**
 * Asks a server of its own what chance comes up with, and says what it could not answer:
 *
 *     npm run fuzz -- --requests 100000 --seed 1
 *
 * Exit codes: 0 no answer was 500 and none failed to come, 1 otherwise, 2 wrong usage.
 */
import { parseArgs } from 'node:util'
import { fuzzServer } from './fuzz-server.ts'

const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string', default: '1' } } })
const [requests, seed] = [Number(values.requests), Number(values.seed)]
if (!Number.isInteger(requests) || requests < 1 || !Number.isInteger(seed)) {
  process.stderr.write('Usage: npm run fuzz -- --requests N [--seed N]\n')
  process.exitCode = 2
} else {
  const { faults, hasCollections, ...report } = await fuzzServer({ requests, seed })
  for (const fault of faults) process.stdout.write(`${fault}\n\n`)
  if (!hasCollections)
    process.stdout.write('The collections of naughty values are not beside the checkout: ours alone were sent.\n')
  process.stdout.write(`${JSON.stringify(report)}\n${faults.length} faults\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
