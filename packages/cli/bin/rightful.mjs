#!/usr/bin/env node
/** The `rightful` command from a clone: sets the checkout up when that is needed, then runs with the right Node. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runWithNode } from '../../../run.mjs'

const main = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'main.ts')
await runWithNode([main, ...process.argv.slice(2)])
