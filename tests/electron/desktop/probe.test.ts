import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('taking out any single hardening line of the desktop is noticed', { retry: 1 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-probe-'))
  try {
    const run = spawnSync(process.execPath, ['--no-warnings', join(import.meta.dirname, 'probe.ts')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '', FAKE_ELECTRON_FOLDER: folder } })
    expect(run.status, run.stderr).toBe(0)
    const answer = JSON.parse(run.stdout) as { untouched: string[]; probed: number; unnoticed: string[] }
    expect(answer.untouched).toEqual([])
    expect(answer.probed).toBeGreaterThanOrEqual(50)
    expect(answer.unnoticed).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
