import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AtlasError } from '../shared/contract/errors.ts'
import { findBrowser, hasDisplay } from '../electron/hosts/loopback/browser.ts'
import { serve } from '../electron/hosts/loopback/serve.ts'
import { buildPage } from './build-page.ts'
import { openElectron } from './electron-runtime.ts'

const say = (line: string): void => { process.stdout.write(`${line}\n`) }
const use = 'npm start -- [PROJECT.gpkg] [--no-open] [--port N] [--browser]'

try {
  await start()
} catch (error) {
  process.stderr.write(error instanceof AtlasError ? `error: ${error.code}: ${error.message}\n` : `${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(error instanceof AtlasError ? 2 : 1)
}

/** Opens the window: in Electron where its runtime is, else in a browser's app mode, else as a printed address; one line says which and why. */
async function start(): Promise<void> {
  const { project, open, port, browser } = readWords()
  await buildPage(say)
  if (open && !browser) {
    const electron = await openElectron(project, say)
    if (electron) { process.exit(await electron.closed) }
  }
  const why = !open ? 'as asked for' : !hasDisplay() ? 'there is no display' : findBrowser() ? null : 'no Chromium, Chrome or Edge was found; install one for a window of its own (Debian: apt-get install chromium)'
  const serving = await serve({ project: project ?? 'sample', port, open: why === null, say })
  const stop = (): void => { void serving.close().finally(() => process.exit(0)) }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  process.on('disconnect', stop)
  if (serving.windowOpen) {
    say(`Opened in a window of its own (${findBrowser() ?? 'browser'}); close it to end.`)
    await serving.closed
    stop()
  } else {
    say(`Serving only${why ? ` (${why})` : ''}: open this address, which works once, in a browser on this machine; Ctrl+C ends.`)
    say(serving.url)
  }
}

function readWords(): { project: string | null; open: boolean; port: number; browser: boolean } {
  let parsed
  try {
    parsed = parseArgs({ allowPositionals: true, options: { 'no-open': { type: 'boolean' }, port: { type: 'string' }, browser: { type: 'boolean' } } })
  } catch (error) {
    throw new AtlasError('USAGE', `${error instanceof Error ? error.message : String(error)} Use: ${use}`)
  }
  const [project, more] = parsed.positionals
  const port = Number(parsed.values.port ?? 0)
  if (more !== undefined || !Number.isInteger(port) || port < 0 || port > 65535) throw new AtlasError('USAGE', `Use: ${use}`)
  if (project !== undefined && !existsSync(project)) throw new AtlasError('FILE_MISSING', `${project} does not exist. Check the name, or leave it out for the sample project.`)
  return { project: project === undefined ? null : resolve(project), open: !parsed.values['no-open'], port, browser: parsed.values.browser ?? false }
}
