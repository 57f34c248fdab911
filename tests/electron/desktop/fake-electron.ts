import { EventEmitter } from 'node:events'
import { fakeCore, type FakeCore } from '../fake-core.ts'
import { serveCore } from '../../../electron/core/bridge.ts'

/** What the program did to Electron, in the order it did it. */
export interface Recorded {
  calls: { name: string; args: unknown[] }[]
  windows: FakeWindow[]
  core: FakeCore
  forks: { path: string; options: unknown; killed: boolean }[]
  dialogs: { saveTo: string | undefined; choose: string[] }
}

export const recorded: Recorded = { calls: [], windows: [], core: fakeCore(), forks: [], dialogs: { saveTo: undefined, choose: [] } }

const note = (name: string) => (...args: unknown[]): void => { recorded.calls.push({ name, args }) }

/** An emitter whose listeners are also recorded as calls: `app.on` with the event and the listener. */
class Noted extends EventEmitter {
  readonly label: string
  constructor(label: string) { super(); this.label = label }
  override on(event: string, listener: (...args: unknown[]) => void): this { note(`${this.label}.on`)(event, listener); return super.on(event, listener) }
  override once(event: string, listener: (...args: unknown[]) => void): this { note(`${this.label}.on`)(event, listener); return super.once(event, listener) }
}

class FakeContents extends Noted {
  readonly mainFrame = { url: 'atlas://app/' }
  readonly sent: unknown[][] = []
  getURL(): string { return this.mainFrame.url }
  send(...args: unknown[]): void { this.sent.push(args) }
  setWindowOpenHandler(handler: unknown): void { note('contents.setWindowOpenHandler')(handler) }
  setWebRTCIPHandlingPolicy(policy: string): void { note('contents.setWebRTCIPHandlingPolicy')(policy) }
}

class FakeWindow extends Noted {
  readonly options: Record<string, unknown>
  readonly webContents = new FakeContents('contents')
  readonly loaded: string[] = []
  shown = false
  constructor(options: Record<string, unknown>) {
    super('window')
    this.options = options
    recorded.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL(url: string): Promise<void> { this.loaded.push(url); return Promise.resolve() }
  show(): void { this.shown = true }
  restore(): void { note('window.restore')() }
  focus(): void { note('window.focus')() }
}
export type { FakeWindow }
export { FakeWindow as BrowserWindow }

class FakeApp extends Noted {
  isPackaged = true
  lock = true
  enableSandbox = note('app.enableSandbox')
  commandLine = { appendSwitch: note('app.appendSwitch') }
  setPath = note('app.setPath')
  quit = note('app.quit')
  exit = note('app.exit')
  whenReady(): Promise<void> { note('app.whenReady')(); return Promise.resolve() }
  requestSingleInstanceLock(): boolean { note('app.requestSingleInstanceLock')(); return this.lock }
  getPath(name: string): string { return name === 'temp' ? (process.env.FAKE_ELECTRON_FOLDER ?? '.') : `${process.env.FAKE_ELECTRON_FOLDER ?? '.'}/${name}` }
}
export const app = new FakeApp('app')

class FakeSession extends Noted {
  protocol = { handle: note('session.protocol.handle') }
  webRequest = { onBeforeRequest: note('session.onBeforeRequest') }
  setPermissionRequestHandler = note('session.setPermissionRequestHandler')
  setPermissionCheckHandler = note('session.setPermissionCheckHandler')
  setDevicePermissionHandler = note('session.setDevicePermissionHandler')
  setDisplayMediaRequestHandler = note('session.setDisplayMediaRequestHandler')
  setBluetoothPairingHandler = note('session.setBluetoothPairingHandler')
  setUSBProtectedClassesHandler = note('session.setUSBProtectedClassesHandler')
  setCertificateVerifyProc = note('session.setCertificateVerifyProc')
  setSpellCheckerEnabled = note('session.setSpellCheckerEnabled')
  setProxy(config: unknown): Promise<void> { note('session.setProxy')(config); return Promise.resolve() }
}
export const session = { fromPartition(...args: unknown[]): FakeSession { note('session.fromPartition')(...args); return new FakeSession('session') } }

export const protocol = { registerSchemesAsPrivileged: note('protocol.registerSchemesAsPrivileged'), handle: note('protocol.handle') }
export const ipcMain = { handle: note('ipcMain.handle') }
export const ipcRenderer = { invoke: (...args: unknown[]): Promise<unknown> => { note('ipcRenderer.invoke')(...args); return Promise.resolve() }, on: note('ipcRenderer.on') }
export const contextBridge = { exposeInMainWorld: note('contextBridge.exposeInMainWorld') }
export const shell = { openExternal: note('shell.openExternal'), openPath: note('shell.openPath') }
export const crashReporter = { start: note('crashReporter.start') }
export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: note('Menu.setApplicationMenu') }
export const dialog = {
  showErrorBox: note('dialog.showErrorBox'),
  showOpenDialog(...args: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> { note('dialog.showOpenDialog')(...args); return Promise.resolve({ canceled: !recorded.dialogs.choose.length, filePaths: recorded.dialogs.choose }) },
  showSaveDialog(...args: unknown[]): Promise<{ canceled: boolean; filePath: string }> { note('dialog.showSaveDialog')(...args); return Promise.resolve({ canceled: recorded.dialogs.saveTo === undefined, filePath: recorded.dialogs.saveTo ?? '' }) },
}

/** Utility processes that serve the fake core as the real one serves the real core. */
export const utilityProcess = {
  fork(path: string, _args: string[], options: unknown): unknown {
    const fork = { path, options, killed: false }
    recorded.forks.push(fork)
    const child = new EventEmitter()
    const far = new EventEmitter()
    const post = (message: unknown): void => { child.emit('message', message) }
    serveCore(recorded.core, { post, onMessage: (listener) => { far.on('message', listener) } })
    return Object.assign(child, {
      postMessage(message: unknown): void {
        note('core.message')(message)
        if (typeof message === 'object' && message !== null && 'open' in message) queueMicrotask(() => post({ opened: true }))
        far.emit('message', message)
      },
      kill(): boolean { fork.killed = true; child.emit('exit', 0); return true },
    })
  },
}
