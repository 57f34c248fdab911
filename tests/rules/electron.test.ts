import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findElectron, openElectron } from '../../scripts/electron-runtime.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'atlas-runtime-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A runtime of a few lines of shell in place of Electron's. */
const runtime = (script: string): string => {
  const path = join(folder, 'electron')
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

describe.skipIf(process.platform === 'win32')('starting in Electron', () => {
  it('the window counts as open when the program says so, and its end is known', async () => {
    const said: string[] = []
    const opened = await openElectron(join(folder, 'p.gpkg'), (line) => said.push(line), { display: true, root: false, runtime: runtime(`echo "$2" > "${folder}/asked"; echo window open; exit 7`), limitMilliseconds: 120_000 })
    expect(await opened!.closed).toBe(7)
    expect(said).toEqual(['Opened in Electron; close the window to end.'])
    expect(readFileSync(join(folder, 'asked'), 'utf8').trim()).toBe(join(folder, 'p.gpkg'))
  })
  it.each([['hangs', 'exec sleep 600'], ['ends at once', 'exit 0'], ['is no program', 'exec /none/such']])('a runtime that %s is given up with one line', async (_, script) => {
    const said: string[] = []
    expect(await openElectron(null, (line) => said.push(line), { display: true, root: false, runtime: runtime(script), limitMilliseconds: 500 })).toBeNull()
    expect(said).toEqual(['Electron did not come up within 15 seconds: using a browser instead.'])
  })
  it('is not tried without a display, nor as root', async () => {
    const said: string[] = []
    const never = runtime(`touch "${folder}/started"; echo window open`)
    expect(await openElectron(null, (line) => said.push(line), { display: false, root: false, runtime: never })).toBeNull()
    expect(await openElectron(null, (line) => said.push(line), { display: true, root: true, runtime: never })).toBeNull()
    expect(said).toEqual(['Electron keeps its sandbox only for ordinary users, and this is root: using a browser instead.'])
    expect(existsSync(join(folder, 'started'))).toBe(false)
  })
})

describe('finding the runtime', () => {
  it('needs its path, its version and its program, or the folder that is named', () => {
    const at = (name: string, text = ''): void => { mkdirSync(join(folder, name, '..'), { recursive: true }); writeFileSync(join(folder, name), text) }
    expect(findElectron({}, folder)).toBeNull()
    at('path.txt', 'electron')
    expect(findElectron({}, folder)).toBeNull()
    at('dist/electron')
    expect(findElectron({}, folder)).toBeNull()
    at('dist/version', '45.4.1')
    expect(findElectron({}, folder)).toBe(join(folder, 'dist/electron'))
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'other') }, folder)).toBeNull()
    at('other/electron')
    expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'other') }, folder)).toBe(join(folder, 'other/electron'))
  })
})
