import { execFile } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'

/** Where a file of a repository comes from. */
export type GitSource = { readonly commit: string | null; readonly is_dirty: boolean; readonly path: string }

const run = promisify(execFile)

/** The commit that a file is of, and whether anything in its folder differs from that; `commit` is `null` outside of a repository. */
export async function readGitSource(path: string): Promise<GitSource> {
  const cwd = dirname(resolve(path))
  try {
    const { stdout: commit } = await run('git', ['rev-parse', 'HEAD'], { cwd })
    const { stdout: changed } = await run('git', ['status', '--porcelain', '--', '.'], { cwd })
    return { commit: commit.trim(), is_dirty: changed.trim() !== '', path }
  } catch {
    return { commit: null, is_dirty: false, path }
  }
}
