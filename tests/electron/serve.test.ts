import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
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
  const running: ChildProcess[] = []
  afterEach(() => { for (const child of running.splice(0)) if (child.exitCode === null && child.pid) try { process.kill(-child.pid, 'SIGKILL') } catch { /* It has ended. */ } })

  /** A host in a process group of its own, without standard input, that prints its address. */
  async function startOutside(): Promise<{ child: ChildProcess; address: string; project: string; allEnded: Promise<unknown> }> {
    const module = new URL('../../electron/hosts/loopback/serve.ts', import.meta.url).href
    const script = `const { serve } = await import(${JSON.stringify(module)}); const host = await serve({ project: null, port: 0, open: false, dataFolder: ${JSON.stringify(join(folder, 'data'))} }); const end = () => host.close().then(() => process.exit(0)); process.on('SIGTERM', end).on('SIGINT', end); await host.call('project.create', { title: 'Outside' }); console.log(host.url)`
    const child = spawn('sh', ['-c', 'exec 0<&-; exec "$0" --input-type=module -e "$1"', process.execPath, script], { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    running.push(child)
    let printed = '', errors = ''
    child.stdout!.setEncoding('utf8').on('data', (part: string) => { printed += part })
    child.stderr!.setEncoding('utf8').on('data', (part: string) => { errors += part })
    // The core's process holds the same standard error, which so ends only when every process has.
    const allEnded = once(child.stderr!, 'end')
    await expect.poll(() => printed + errors).toContain('\n')
    expect(errors).toBe('')
    const project = readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.gpkg'))
    return { child, address: printed.trim(), project: join(folder, 'data', project!), allEnded }
  }
  const sideFiles = (project: string): string[] => readdirSync(dirname(project)).filter((name) => name.startsWith(basename(project)) && name !== basename(project))
  const journalBytes = (project: string): number[] => [...readFileSync(project).subarray(18, 20)]

  it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)('without standard input it prints one address that answers; %s to the whole group closes the project cleanly and ends every process', { retry: 1 }, async (signal) => {
    const { child, address, project, allEnded } = await startOutside()
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]{43}$/)
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
    const exit = once(child, 'exit')
    process.kill(-child.pid!, signal)
    expect((await exit)[0]).toBe(0)
    await allEnded
    expect([journalBytes(project), sideFiles(project)]).toEqual([[1, 1], []])
  })
  it.skipIf(process.platform === 'win32')('when the host is killed, the core closes the project cleanly and ends', { retry: 1 }, async () => {
    const { child, project, allEnded } = await startOutside()
    child.kill('SIGKILL')
    await allEnded
    expect([journalBytes(project), sideFiles(project)]).toEqual([[1, 1], []])
  })
})
