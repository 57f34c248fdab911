import { app, BrowserWindow, dialog, type Session } from 'electron'
import { join } from 'node:path'
import { page } from './origin.ts'

/** The one window: a sandboxed, isolated page without Node, opened when it has something to show. */
export function openWindow(session: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Human Security Atlas',
    webPreferences: {
      session,
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      plugins: false,
      spellcheck: false,
      disableBlinkFeatures: 'Auxclick',
      autoplayPolicy: 'user-gesture-required',
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.once('did-finish-load', () => process.stdout.write('window open\n'))
  window.webContents.on('render-process-gone', (_event, details) => { if (details.reason !== 'clean-exit') void window.loadURL(page) })
  void window.loadURL(page)
  return window
}

/** Says in a box of its own why the program cannot start. */
export function showFault(message: string): void { dialog.showErrorBox('Human Security Atlas', message) }
