import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { makePrivateFolder } from '../staging.ts'

export interface OpenedBrowser { closed: Promise<void>; close(): Promise<void> }

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable', 'chrome', 'msedge', 'brave-browser']

/** An installed Chromium, Chrome or Edge, or null. `ATLAS_BROWSER` names one. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string | null {
  if (environment.ATLAS_BROWSER) return runs(environment.ATLAS_BROWSER) ? environment.ATLAS_BROWSER : null
  const places: string[] = []
  if (platform === 'darwin') for (const app of ['Google Chrome', 'Chromium', 'Microsoft Edge']) places.push(`/Applications/${app}.app/Contents/MacOS/${app}`)
  if (platform === 'win32') {
    for (const root of [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA]) {
      if (root) places.push(join(root, 'Google/Chrome/Application/chrome.exe'), join(root, 'Microsoft/Edge/Application/msedge.exe'), join(root, 'Chromium/Application/chrome.exe'))
    }
  }
  const end = platform === 'win32' ? '.exe' : ''
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean)
  for (const name of names) for (const folder of folders) places.push(join(folder, name + end))
  if (platform === 'linux') places.push('/snap/bin/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge')
  return places.find(runs) ?? null
}

/** Whether a window can be shown at all. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

/** The switches of a window that looks like a program's own, with a profile of its own and no way out of this machine. */
export function browserSwitches(url: string, profile: string, root: boolean): string[] {
  return [
    `--app=${url}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic',
    '--disable-default-apps', '--disable-extensions', '--disable-translate', '--disable-features=Translate,OptimizationHints,MediaRouter', '--password-store=basic', '--window-size=1366,768',
    '--enable-unsafe-swiftshader', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', ...(root ? ['--no-sandbox', '--test-type'] : []),
  ]
}

/** Opens the page in app mode with a fresh profile that is removed when its window closes. Null, with one plain line of why, where there is no display or no browser. */
export async function openBrowser(url: string, say: (line: string) => void = () => {}): Promise<OpenedBrowser | null> {
  if (!hasDisplay()) { say('No display: open the printed address in a browser on this machine.'); return null }
  const browser = findBrowser()
  if (!browser) { say('No Chromium, Chrome or Edge was found: install one, or open the printed address in the browser you have.'); return null }
  const profile = makePrivateFolder('window')
  const child = spawn(browser, browserSwitches(url, profile, process.getuid?.() === 0), { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => { child.once('exit', () => resolve()); child.once('error', () => resolve()) })
  const closed = ended.then(() => rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  return {
    closed,
    async close() { child.kill(); await closed },
  }
}

function runs(path: string): boolean {
  try { accessSync(path, constants.X_OK); return true } catch { return false }
}
