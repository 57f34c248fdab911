import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasDisplay } from '../electron/hosts/loopback/browser.ts'
import { buildDesktop } from './build-desktop.ts'
import { root } from './setup.mjs'

const limitMilliseconds = 15_000
const packageFolder = join(root, 'node_modules', 'electron')
const failedMark = join(root, 'dist', 'electron-not-fetched')
const dayMilliseconds = 24 * 3600 * 1000

/** Where Electron's runtime lies, or null. The package itself is never imported: that would download it. */
export function findElectron(environment: NodeJS.ProcessEnv = process.env, folder = packageFolder): string | null {
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : process.platform === 'win32' ? 'electron.exe' : 'electron'
  if (environment.ELECTRON_OVERRIDE_DIST_PATH) {
    const path = join(environment.ELECTRON_OVERRIDE_DIST_PATH, name)
    return existsSync(path) ? path : null
  }
  const path = join(folder, 'dist', name)
  return existsSync(pathFile) && existsSync(join(folder, 'dist', 'version')) && existsSync(path) ? path : null
}

interface Circumstances { display: boolean; root: boolean; runtime: string | null; limitMilliseconds: number }

/** Opens the window in Electron. Null, with one line of why, where the runtime is missing and cannot be fetched quickly, or does not come up within 15 seconds. Tests give other circumstances than this machine's. */
export async function openElectron(project: string | null, say: (line: string) => void, given: Partial<Circumstances> = {}): Promise<{ closed: Promise<number> } | null> {
  if (!(given.display ?? hasDisplay())) return null
  if (given.root ?? (process.platform === 'linux' && process.getuid?.() === 0)) { say('Electron keeps its sandbox only for ordinary users, and this is root: using a browser instead.'); return null }
  const runtime = given.runtime ?? findElectron() ?? (await fetchElectron(say))
  if (!runtime) { say("Electron's runtime is not here and could not be fetched: using a browser instead."); return null }
  await buildDesktop()
  const child = spawn(runtime, [join(root, 'dist', 'electron', 'main.js'), ...(project ? [project] : [])], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = new Promise<number>((resolve) => { child.once('close', (code) => resolve(code ?? 1)); child.once('error', () => resolve(1)) })
  const up = new Promise<true>((resolve) => { child.stdout.on('data', (part: Buffer) => { if (part.includes('window open')) resolve(true) }) })
  const late = new Promise<false>((resolve) => { setTimeout(() => resolve(false), given.limitMilliseconds ?? limitMilliseconds).unref() })
  if (await Promise.race([up, late, closed.then(() => false)])) {
    say('Opened in Electron; close the window to end.')
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill())
    process.on('disconnect', () => child.kill())
    return { closed }
  }
  child.kill('SIGKILL')
  say('Electron did not come up within 15 seconds: using a browser instead.')
  return null
}

async function fetchElectron(say: (line: string) => void): Promise<string | null> {
  const installer = join(packageFolder, 'install.js')
  if (!existsSync(installer) || existsSync(failedMark) && Date.now() - statSync(failedMark).mtimeMs < dayMilliseconds) return null
  say("Fetching Electron's runtime (15 seconds at most) …")
  const child = spawn(process.execPath, [installer], { stdio: 'ignore' })
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMilliseconds)
    const done = (): void => { clearTimeout(timer); resolve() }
    child.once('exit', done)
    child.once('error', done)
  })
  const found = findElectron()
  if (!found) { mkdirSync(join(root, 'dist'), { recursive: true }); writeFileSync(failedMark, '') }
  return found
}
