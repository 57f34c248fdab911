import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { makePrivateFolder } from '../../electron/hosts/staging.ts'

it('a start removes what killed starts left behind, and nothing else', () => {
  const parent = mkdtempSync(join(tmpdir(), 'atlas-sweep-'))
  try {
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    const left = ['atlas-staging-' + dead + '-abcdef', 'atlas-window-' + dead + '-abcdef', `atlas-staging-${process.pid}-abcdef`, 'atlas-staging-x', `my-atlas-staging-${dead}-abcdef`]
    for (const name of left) mkdirSync(join(parent, name, 'inside'), { recursive: true })
    const made = makePrivateFolder('staging', parent)
    expect(statSync(made).mode & 0o777).toBe(0o700)
    expect(readdirSync(parent).toSorted()).toEqual([...left.slice(1), basename(made)].toSorted())
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
})
