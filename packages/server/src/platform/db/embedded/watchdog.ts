import { spawn } from 'node:child_process'
import type { ServerUser } from './server-user.ts'

/** The shell process that stops the server when Node is gone. */
export type Watchdog = {
  /** Names the server to stop; until then there is nothing to do at Node's end. */
  readonly guard: (postgresPid: number) => void
  /** Sends the watchdog home without stopping anything. */
  readonly dismiss: () => void
}

/**
 * Lines on its input: a process id to guard, or `done`. At the end of the input, which is Node's end however it came, the
 * guarded server is told to shut down, and to do so without more ado when it takes too long. It acts only while
 * `postmaster.pid` still names that process, since ids are used again.
 */
const script = `
trap '' INT TERM HUP
guarded=
while read -r line; do
  if [ "$line" = done ]; then exit 0; fi
  guarded=$line
done
[ -n "$guarded" ] || exit 0
still() { named=; read -r named < "$1/postmaster.pid" && [ "$named" = "$guarded" ]; } 2>/dev/null
still "$1" && kill -INT "$guarded" 2>/dev/null
tries=0
while [ "$tries" -lt 60 ]; do
  sleep 0.5
  still "$1" || exit 0
  tries=$((tries + 1))
done
kill -QUIT "$guarded" 2>/dev/null
`

/** Starts a watchdog for the server of a data directory; it runs as the server's user, in a session of its own. */
export function startWatchdog(dataDirectory: string, user: ServerUser): Watchdog {
  const child = spawn('/bin/sh', ['-c', script, 'rightful-watchdog', dataDirectory], {
    ...user,
    cwd: '/',
    detached: true,
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // A watchdog that was killed is no reason to stop; the next start finds the leftover.
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  child.unref()
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  return {
    guard: (postgresPid) => child.stdin.write(`${postgresPid}\n`),
    dismiss: () => child.stdin.end('done\n'),
  }
}
