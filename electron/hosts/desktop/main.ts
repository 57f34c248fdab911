import { app, protocol } from 'electron'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { errorLine } from '../../../shared/contract/errors.ts'
import type { ProcessPort } from '../../core/core.ts'
import { relayProcesses } from '../../core/parent.ts'
import { appFolder } from '../folders.ts'
import { makeHandler } from '../handler.ts'
import { openLastingCore } from '../lasting-core.ts'
import { makePrivateFolder } from '../staging.ts'
import { answerPage } from './answers.ts'
import { showMenu } from './menu.ts'
import { projectIn } from './arguments.ts'
import { privileges, scheme } from './origin.ts'
import { guardContents, guardProgram } from './guards.ts'
import { hardenedSession, saveDownloads } from './session.ts'
import { showFault, openWindow } from './window.ts'
import { startUtility } from './utility.ts'

app.enableSandbox()
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
app.commandLine.appendSwitch('disable-http-cache')
app.commandLine.appendSwitch('disable-background-networking')
app.commandLine.appendSwitch('disable-features', 'Translate,OptimizationHints,MediaRouter,AutofillServerCommunication')
app.commandLine.appendSwitch('enable-unsafe-swiftshader')
protocol.registerSchemesAsPrivileged([{ scheme, privileges }])
guardProgram(app)
app.on('web-contents-created', (_event, contents) => guardContents(contents))

if (app.requestSingleInstanceLock()) start().catch((error: unknown) => { showFault(errorLine(error).message); app.exit(1) })
else app.quit()

/** The program from start to end, as a list of steps. */
async function start(): Promise<void> {
  const staging = makePrivateFolder('staging', app.getPath('temp'))
  app.setPath('crashDumps', staging)
  await app.whenReady()
  const project = projectIn(process.argv, app.isPackaged)
  const core = await openLastingCore(startCore, { project, staging, dataFolder: app.getPath('userData'), appFolder })
  if (project === null) await core.call('project.openSample', {}, { report: () => {}, signal: new AbortController().signal })
  const session = hardenedSession()
  session.protocol.handle(scheme, makeHandler({ core, staging, token: null, assets: join(appFolder, 'dist', 'renderer') }))
  saveDownloads(session, core)
  const window = openWindow(session)
  showMenu(window, [])
  answerPage(window, core)
  app.on('second-instance', () => { window.restore(); window.focus() })
  app.on('window-all-closed', () => app.quit())
  app.once('will-quit', (event) => {
    event.preventDefault()
    void core.close().catch(() => {}).finally(() => { core.kill(); rmSync(staging, { recursive: true, force: true }); app.exit(0) })
  })
}

/** The core in a process of its own, which may ask for compute processes. */
function startCore(): ProcessPort {
  const port = startUtility('core')
  relayProcesses(port, startUtility)
  return port
}
