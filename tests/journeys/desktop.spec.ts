import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, expect, test } from '@playwright/test'
import { buildDesktop } from '../../scripts/build-desktop.ts'
import { findElectron } from '../../scripts/electron-runtime.ts'
import { root } from '../../scripts/setup.mjs'

const runtime = findElectron()

test.skip(runtime === null, "Electron's runtime is not on this machine; the desktop host is tested through its real entry against a recording fake")
test.skip(process.platform === 'linux' && process.getuid?.() === 0, "Electron's sandbox does not run as root")

test('the desktop opens the sample in a sandboxed page without Node, and calls are answered', async () => {
  await buildDesktop()
  const folder = mkdtempSync(join(tmpdir(), 'atlas-electron-'))
  const app = await _electron.launch({ executablePath: runtime!, args: [join(root, 'dist/electron/main.js'), `--user-data-dir=${folder}`], timeout: 120_000 })
  try {
    const window = await app.firstWindow({ timeout: 120_000 })
    await expect(window.locator('#root')).not.toBeEmpty()
    expect(window.url()).toBe('atlas://app/')
    expect(await window.evaluate(() => [typeof (globalThis as { require?: unknown }).require, typeof (globalThis as { process?: unknown }).process, typeof (globalThis as { atlasDesktop?: unknown }).atlasDesktop])).toEqual(['undefined', 'undefined', 'object'])
    const answer = await window.evaluate(async () => (await fetch('/call/project.status', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).text())
    expect(JSON.parse(answer.trim().split('\n').at(-1)!)).toMatchObject({ result: {} })
    expect(await window.evaluate(async () => fetch('https://example.org/').then(() => 'answered', () => 'refused'))).toBe('refused')
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
