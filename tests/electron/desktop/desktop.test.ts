import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as FakeElectron from './fake-electron.ts'
import { hardeningFaults } from './hardening.ts'

type Fake = typeof FakeElectron

let folder: string
const argv = process.argv
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-desktop-'))
  vi.stubEnv('FAKE_ELECTRON_FOLDER', folder)
  vi.resetModules()
})
afterEach(() => {
  process.argv = argv
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the program's real entry against the fake; settles when its window is open. */
async function startProgram(words: string[] = [], prepare: (fake: Fake) => void = () => {}): Promise<Fake> {
  process.argv = ['program', ...words]
  const fake = (await import('electron')) as unknown as Fake
  prepare(fake)
  await import('../../../electron/hosts/desktop/main.ts')
  if (fake.app.lock) await expect.poll(() => fake.recorded.calls.filter(({ name }) => name === 'ipcMain.handle').length).toBe(2)
  return fake
}

const argsOf = (fake: Fake, name: string): unknown[][] => fake.recorded.calls.filter((call) => call.name === name).map(({ args }) => args)
const page = (fake: Fake): { sender: unknown; senderFrame: unknown } => { const contents = fake.recorded.windows[0]!.webContents; return { sender: contents, senderFrame: contents.mainFrame } }
const ask = (fake: Fake, channel: string, event: unknown, input?: unknown): Promise<unknown> => (argsOf(fake, 'ipcMain.handle').find(([name]) => name === channel)![1] as (event: unknown, input: unknown) => Promise<unknown>)(event, input)

describe('the desktop program', () => {
  it('every line of the hardening list holds by its value', async () => {
    expect(hardeningFaults((await startProgram()).recorded)).toEqual([])
  })
  it('opens a copy of the sample in a core of its own process, and the page is answered by the one handler', async () => {
    const fake = await startProgram()
    expect(fake.recorded.forks.map(({ options }) => options)).toEqual([{ serviceName: 'atlas core', stdio: 'inherit' }])
    expect(fake.recorded.core.calls.map(({ name }) => name)).toEqual(['project.openSample'])
    const [name, handle] = argsOf(fake, 'session.protocol.handle')[0] as [string, (request: Request) => Promise<Response>]
    const answer = await handle(new Request('atlas://app/call/project.rename', { method: 'POST', body: '{"title":"a"}', headers: { 'content-type': 'application/json' } }))
    expect([name, answer.status, await answer.text()]).toEqual(['atlas', 200, '{"result":{"echo":{"title":"a"},"bytes":2}}\n'])
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
  it('opens the project named on the command line, and takes no switch and no other file for one', async () => {
    const project = join(folder, 'one.gpkg')
    writeFileSync(project, '')
    writeFileSync(join(folder, 'x.txt'), '')
    const fake = await startProgram(['--project=evil.gpkg', join(folder, 'x.txt'), join(folder, 'missing.gpkg'), project])
    const [message] = argsOf(fake, 'core.message')[0] as [{ open: { project: string | null } }]
    expect(message.open.project).toBe(project)
    expect(fake.recorded.core.calls).toEqual([])
  })
  it('a second start leaves at once and shows the first window', async () => {
    const second = await startProgram([], (fake) => { fake.app.lock = false })
    expect(argsOf(second, 'app.quit')).toHaveLength(1)
    expect([second.recorded.windows.length, second.recorded.forks.length]).toEqual([0, 0])
    vi.resetModules()
    const first = await startProgram()
    first.app.emit('second-instance')
    expect([argsOf(first, 'window.restore').length, argsOf(first, 'window.focus').length]).toEqual([1, 1])
  })
  it('closing the last window ends the core and removes what was staged', async () => {
    const fake = await startProgram()
    expect(readdirSync(folder)).toHaveLength(1)
    fake.app.emit('window-all-closed')
    expect(argsOf(fake, 'app.quit')).toHaveLength(1)
    let prevented = false
    fake.app.emit('will-quit', { preventDefault: () => { prevented = true } })
    expect(prevented).toBe(true)
    await expect.poll(() => argsOf(fake, 'app.exit')).toEqual([[0]])
    expect([fake.recorded.core.closed, fake.recorded.forks[0]!.killed, readdirSync(folder)]).toEqual([true, true, []])
  })
  it('a page that crashed is loaded again', async () => {
    const fake = await startProgram()
    const [window] = fake.recorded.windows
    window!.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    window!.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
    expect(window!.loaded).toEqual(['atlas://app/', 'atlas://app/'])
  })
})

describe('native dialogs', () => {
  it('chosen files are held by token and never named by path to the page', async () => {
    const fake = await startProgram()
    expect(await ask(fake, 'atlas:choose', page(fake))).toEqual([])
    fake.recorded.dialogs.choose = [join(folder, 'a.csv'), join(folder, 'b.geojson')]
    const chosen = (await ask(fake, 'atlas:choose', page(fake))) as { file: string; name: string }[]
    expect(chosen.map(({ name }) => name)).toEqual(['a.csv', 'b.geojson'])
    expect(chosen.map(({ file }) => fake.recorded.core.files.get(file)?.path)).toEqual(fake.recorded.dialogs.choose)
    expect(JSON.stringify(chosen)).not.toContain(folder)
  })
  it('a download asks where to save and copies the held file there; anything else saves nothing', async () => {
    const fake = await startProgram()
    mkdirSync(join(folder, 'held'))
    writeFileSync(join(folder, 'held/x'), 'content')
    const token = fake.recorded.core.hold({ path: join(folder, 'held/x'), name: '../run of 2026.csv' })
    const download = argsOf(fake, 'session.on').find(([name]) => name === 'will-download')![1] as (event: unknown, item: unknown) => void
    const get = (url: string): void => download({ preventDefault: () => {} }, { getURL: () => url })
    for (const url of ['https://example.org/download/held-1-token', 'atlas://evil/download/held-1-token', 'atlas://app/download/../held-1-token', 'atlas://app/download/none-such-token']) get(url)
    fake.recorded.dialogs.saveTo = join(folder, 'saved.csv')
    get(`atlas://app/download/${token}`)
    await expect.poll(() => readdirSync(folder)).toContain('saved.csv')
    expect(readFileSync(join(folder, 'saved.csv'), 'utf8')).toBe('content')
    expect(argsOf(fake, 'dialog.showSaveDialog')).toEqual([[{ defaultPath: 'run of 2026.csv', properties: ['showOverwriteConfirmation', 'createDirectory'] }]])
  })
  it('only the own main frame of the window is answered', async () => {
    const fake = await startProgram()
    const { sender, senderFrame } = page(fake)
    const events = [{ sender, senderFrame: null }, { sender, senderFrame: { url: 'atlas://app/' } }, { sender: {}, senderFrame }, { sender: { mainFrame: senderFrame }, senderFrame }]
    for (const event of events) for (const channel of ['atlas:choose', 'atlas:menu']) await expect(ask(fake, channel, event, [])).rejects.toThrow('refused')
    fake.recorded.windows[0]!.webContents.mainFrame.url = 'https://evil.test/'
    await expect(ask(fake, 'atlas:choose', page(fake))).rejects.toThrow('refused')
    expect(argsOf(fake, 'dialog.showOpenDialog')).toEqual([])
  })
})

describe('the menu', () => {
  it('shows the commands of the page in its words, and choosing one tells the page its id', async () => {
    const fake = await startProgram()
    await ask(fake, 'atlas:menu', page(fake), [{ title: 'Fichier', items: [{ id: 'project.open', title: 'Ouvrir…', keys: 'Mod+O', enabled: true }, { id: 'undo', title: 'Annuler', enabled: false }] }])
    const [template] = argsOf(fake, 'Menu.setApplicationMenu').at(-1) as [{ label?: string; role?: string; submenu?: { label: string; enabled: boolean; accelerator?: string; click: () => void }[] }[]]
    const file = template.find(({ label }) => label === 'Fichier')!
    expect(file.submenu!.map(({ label, enabled, accelerator }) => [label, enabled, accelerator])).toEqual([['Ouvrir…', true, 'CommandOrControl+O'], ['Annuler', false, undefined]])
    expect(template.map(({ role }) => role).filter(Boolean)).toEqual(expect.arrayContaining(['editMenu', 'windowMenu']))
    file.submenu![0]!.click()
    expect(fake.recorded.windows[0]!.webContents.sent).toEqual([['atlas:command', 'project.open']])
  })
  it('refuses what is no list of commands', async () => {
    const fake = await startProgram()
    for (const input of [null, 'x', [{ title: 'a', items: [{ id: 'a b', title: 'x', enabled: true }] }], [{ title: 'a', items: [{ id: 'a', title: 'x', enabled: true, role: 'quit' }] }], [{ title: 'a', items: [], click: 'x' }]]) {
      await expect(ask(fake, 'atlas:menu', page(fake), input)).rejects.toThrow()
    }
    expect(argsOf(fake, 'Menu.setApplicationMenu')).toHaveLength(1)
  })
})

describe('the preload', () => {
  it('gives the page three functions and no part of Electron', async () => {
    const fake = (await import('electron')) as unknown as Fake
    await import('../../../electron/hosts/desktop/preload.ts')
    const [[name, bridge]] = argsOf(fake, 'contextBridge.exposeInMainWorld') as [[string, Record<string, (...args: unknown[]) => unknown>]]
    expect([name, Object.keys(bridge).toSorted()]).toEqual(['atlasDesktop', ['chooseFiles', 'onCommand', 'setMenu']])
    const heard: unknown[] = []
    bridge.onCommand!((...args: unknown[]) => heard.push(args))
    const [channel, listener] = argsOf(fake, 'ipcRenderer.on')[0] as [string, (...args: unknown[]) => void]
    listener({ sender: 'event' }, 'undo')
    listener({ sender: 'event' }, { id: 'undo' })
    expect([channel, heard]).toEqual(['atlas:command', [['undo']]])
    await bridge.chooseFiles!()
    await bridge.setMenu!([])
    expect(argsOf(fake, 'ipcRenderer.invoke')).toEqual([['atlas:choose'], ['atlas:menu', []]])
  })
})
