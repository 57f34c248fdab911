import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Recorded } from './fake-electron.ts'
import { hardeningFaults } from './hardening.ts'

/** Run by itself: loads the desktop's real entry once for each line that hardens it, with that line taken out, and prints which removals go unnoticed. */

const desktop = join(dirname(dirname(dirname(import.meta.dirname))), 'electron/hosts/desktop')
const fake = new URL('./fake-electron.ts', import.meta.url).href
const hardened = ['main.ts', 'guards.ts', 'session.ts', 'window.ts', 'origin.ts']
const hardens = /^\s*(app\.(enableSandbox|commandLine)|protocol\.register|guardProgram\(|app\.on\('web-contents-created'|app\.setPath\('crashDumps'|session\.\w+|void session\.setProxy|saveDownloads\(|contents\.\w+|app\.on\('(certificate-error|login|select-client-certificate)')|^\s+(session|sandbox|contextIsolation|nodeIntegration\w*|webSecurity|allowRunningInsecureContent|experimentalFeatures|webviewTag|navigateOnDragDrop|plugins|spellcheck|disableBlinkFeatures|autoplayPolicy|devTools|standard|secure|supportFetchAPI|stream|corsEnabled|bypassCSP|allowServiceWorkers)\b.*,$/
const lines = hardened.flatMap((file) => readFileSync(join(desktop, file), 'utf8').split('\n').flatMap((text, index) => (hardens.test(text) ? [{ file, index, text: text.trim() }] : [])))

registerHooks({
  resolve(specifier, context, next) {
    const round = /[?&]round=(-?\d+)/.exec(context.parentURL ?? '')?.[1]
    const found = specifier === 'electron' ? { url: fake, shortCircuit: true, format: 'module-typescript' } : next(specifier, context)
    const ours = found.url.startsWith(pathToFileURL(desktop).href) || found.url === fake
    return round !== undefined && ours ? { ...found, url: `${found.url}?round=${round}` } : found
  },
  load(url, context, next) {
    const round = /[?&]round=(-?\d+)/.exec(url)?.[1]
    if (round === undefined) return next(url, context)
    const path = fileURLToPath(url.split('?')[0]!)
    const gone = lines[Number(round)]
    const text = readFileSync(path, 'utf8').split('\n')
    if (gone && path === join(desktop, gone.file)) text[gone.index] = ''
    return { format: 'module', source: stripTypeScriptTypes(text.join('\n')), shortCircuit: true }
  },
})

const unnoticed: string[] = []
const untouched = await faultsWithout(-1)
for (const [round, line] of lines.entries()) if (!(await faultsWithout(round)).length) unnoticed.push(`${line.file}: ${line.text}`)
process.stdout.write(JSON.stringify({ untouched, probed: lines.length, unnoticed }))
process.exit(0)

async function faultsWithout(round: number): Promise<string[]> {
  const electron = (await import(`${fake}?round=${round}`)) as { recorded: Recorded }
  const { recorded } = electron
  try {
    await import(`${pathToFileURL(join(desktop, 'main.ts')).href}?round=${round}`)
  } catch (error) {
    return [`does not load: ${String(error)}`]
  }
  for (let turns = 0; turns < 2000 && recorded.calls.filter(({ name }) => name === 'ipcMain.handle' || name === 'app.exit').length < 2; turns++) await new Promise((resolve) => { setImmediate(resolve) })
  return hardeningFaults(recorded)
}
