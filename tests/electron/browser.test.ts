import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataFolder } from '../../electron/hosts/folders.ts'
import { browserSwitches, findBrowser, hasDisplay } from '../../electron/hosts/loopback/browser.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'atlas-browser-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, mode = 0o755): string => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), '')
  chmodSync(join(folder, name), mode)
  return join(folder, name)
}

describe('finding a browser', () => {
  it('prefers Chromium to Chrome to Edge, in any folder of PATH', () => {
    const edge = put('b/microsoft-edge'), chrome = put('b/google-chrome')
    const PATH = [join(folder, 'a'), join(folder, 'b')].join(':')
    expect(findBrowser({ PATH }, 'linux')).toBe(chrome)
    const chromium = put('a/chromium')
    expect(findBrowser({ PATH }, 'linux')).toBe(chromium)
    rmSync(chromium)
    rmSync(chrome)
    expect(findBrowser({ PATH }, 'linux')).toBe(edge)
  })
  it('takes the one that ATLAS_BROWSER names, or none when that is not there', () => {
    put('a/chromium')
    const own = put('own')
    expect(findBrowser({ PATH: join(folder, 'a'), ATLAS_BROWSER: own }, 'linux')).toBe(own)
    expect(findBrowser({ PATH: join(folder, 'a'), ATLAS_BROWSER: join(folder, 'none') }, 'linux')).toBeNull()
  })
  it('looks where Windows keeps Chrome and Edge', () => {
    const edge = put('Microsoft/Edge/Application/msedge.exe')
    expect(findBrowser({ PROGRAMFILES: folder, PATH: '' }, 'win32')).toBe(edge)
  })
})

describe('the window', () => {
  it('has a profile of its own and no way out of this machine, and gives up the sandbox only as root', () => {
    const switches = browserSwitches('http://127.0.0.1:1/start/x', '/profile', false)
    expect(switches).toEqual(expect.arrayContaining(['--app=http://127.0.0.1:1/start/x', '--user-data-dir=/profile', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-background-networking', '--disable-sync', '--disable-quic', '--no-first-run']))
    expect(switches.filter((one) => /sandbox|test-type|web-security/.test(one))).toEqual([])
    expect(browserSwitches('x', 'y', true)).toEqual([...browserSwitches('x', 'y', false), '--no-sandbox', '--test-type'])
  })
  it('needs a display on Linux', () => {
    expect([hasDisplay({}, 'linux'), hasDisplay({ DISPLAY: ':0' }, 'linux'), hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'), hasDisplay({}, 'darwin'), hasDisplay({}, 'win32')]).toEqual([false, true, true, true, true])
  })
  it('keeps its data where the system keeps that of a user', () => {
    expect(dataFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/human-security-atlas')
    expect(dataFolder({ LOCALAPPDATA: 'C:/x' }, 'win32')).toBe(join('C:/x', 'Human Security Atlas'))
    expect(dataFolder({ ATLAS_DATA: '/own', XDG_DATA_HOME: '/data' }, 'linux')).toBe('/own')
  })
})
