/**
 * Plays random histories until one breaks a law, in the tree that this file stands in, and prints what broke and after how
 * many: `node play-until-caught.ts FIRST_SEED COUNT`. Works on the server that RIGHTFUL_TEST_SERVER names.
 */
import { openTestDatabase } from '../../../packages/server/src/platform/db/testing/open-test-database.ts'
import { playHistories } from '../histories/play-histories.ts'

const [firstSeed = 1, count = 1] = process.argv.slice(2).map(Number)
const opened = await openTestDatabase({ poolMax: 16 })
const { histories, failures } = await playHistories(opened.database, { firstSeed, count, failuresMax: 1 })
const [failure] = failures
process.stdout.write(`${JSON.stringify({ histories, violation: failure?.violations[0] ?? null })}\n`)
// What a planted bug left hanging is not waited for.
process.exit(0)
