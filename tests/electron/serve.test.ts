import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openBrowser } from '../../electron/hosts/loopback/browser.ts'
import { serve } from '../../electron/hosts/loopback/serve.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-serve-'))
  vi.stubEnv('TMPDIR', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

async function signedIn(host: { launch(): string; origin: string }): Promise<Record<string, string>> {
  const answer = await fetch(host.launch(), { redirect: 'manual' })
  return { cookie: answer.headers.get('set-cookie')!.split(';')[0]! }
}

describe('serving', () => {
  it('the real core answers the page, and closing leaves nothing in the temporary folder', { retry: 1 }, async () => {
    const host = await serve({ project: null, port: 0, open: false, dataFolder: join(folder, 'data') })
    await host.call('project.create', { title: 'Served' })
    const headers = await signedIn(host)
    expect((await fetch(`${host.origin}/catalogue/basemap/labels.json`, { headers })).status).toBe(200)
    expect(await host.call('layers.list', {})).toEqual([])
    expect(readdirSync(folder).filter((name) => name.startsWith('atlas-'))).toHaveLength(1)
    await host.close()
    await host.close()
    expect(readdirSync(folder).filter((name) => name.startsWith('atlas-'))).toEqual([])
    await expect(fetch(`${host.origin}/`)).rejects.toThrow()
  })
  it('a project that cannot be opened is said by its code, and nothing is left behind', { retry: 1 }, async () => {
    writeFileSync(join(folder, 'rubbish.gpkg'), 'this is no database at all')
    await expect(serve({ project: join(folder, 'rubbish.gpkg'), port: 0, open: false, dataFolder: join(folder, 'data') })).rejects.toMatchObject({ name: 'AtlasError' })
    expect(readdirSync(folder).filter((name) => name.startsWith('atlas-'))).toEqual([])
  })
})

describe('the window in a browser', () => {
  /** A browser of three lines: notes its switches, and stays until it is told to go or is killed. */
  const fakeBrowser = (stays: boolean): string => {
    const path = join(folder, 'browser')
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/switches.new"; mv "${folder}/switches.new" "${folder}/switches"\n${stays ? 'exec sleep 600' : 'exit 0'}\n`)
    chmodSync(path, 0o755)
    vi.stubEnv('ATLAS_BROWSER', path)
    vi.stubEnv('DISPLAY', ':99')
    return path
  }
  it('opens in app mode with a fresh profile, which is gone when the window closes', { retry: 1 }, async () => {
    fakeBrowser(false)
    const opened = await openBrowser('http://127.0.0.1:1/start/x')
    await opened!.closed
    const switches = readFileSync(join(folder, 'switches'), 'utf8').split('\n')
    expect(switches[0]).toBe('--app=http://127.0.0.1:1/start/x')
    const profile = switches.find((one) => one.startsWith('--user-data-dir='))!.slice('--user-data-dir='.length)
    expect(profile.startsWith(folder)).toBe(true)
    expect(existsSync(profile)).toBe(false)
  })
  it('closing the host closes the window', { retry: 1 }, async () => {
    fakeBrowser(true)
    const opened = await openBrowser('http://127.0.0.1:1/start/x')
    await expect.poll(() => existsSync(join(folder, 'switches'))).toBe(true)
    await opened!.close()
    expect(readdirSync(folder).filter((name) => name.startsWith('atlas-window-'))).toEqual([])
  })
  it('without a display or a browser it says so and opens nothing', async () => {
    const said: string[] = []
    fakeBrowser(false)
    vi.stubEnv('DISPLAY', '')
    vi.stubEnv('WAYLAND_DISPLAY', '')
    if (process.platform === 'linux') expect(await openBrowser('x', (line) => said.push(line))).toBeNull()
    vi.stubEnv('DISPLAY', ':99')
    vi.stubEnv('ATLAS_BROWSER', join(folder, 'none'))
    expect(await openBrowser('x', (line) => said.push(line))).toBeNull()
    expect(said.at(-1)).toMatch(/^No Chromium, Chrome or Edge was found/)
  })
})

describe('from the outside', () => {
  it.skipIf(process.platform === 'win32')('starts without standard input, prints one address, answers, and ends with its children at SIGTERM', { retry: 1 }, async () => {
    const start = new URL('../../electron/hosts/loopback/serve.ts', import.meta.url).href
    const script = `const { serve } = await import(${JSON.stringify(start)}); const host = await serve({ project: null, port: 0, open: false, dataFolder: ${JSON.stringify(join(folder, 'data'))} }); process.on('SIGTERM', () => host.close().then(() => process.exit(0))); console.log(host.url)`
    const child = spawn('sh', ['-c', 'exec 0<&-; exec "$0" --input-type=module -e "$1"', process.execPath, script], { stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => { printed += part })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (part: string) => { errors += part })
    await expect.poll(() => printed + errors).toContain('\n')
    expect(errors).toBe('')
    expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]{43}\n$/)
    expect((await fetch(printed.trim(), { redirect: 'manual' })).status).toBe(303)
    const ended = once(child.stderr, 'end')
    child.kill('SIGTERM')
    const [code] = (await once(child, 'exit')) as [number | null]
    expect(code).toBe(0)
    // The core's process holds the same standard error: it ends only when both have ended.
    await ended
  })
})
