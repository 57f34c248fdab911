import { contextBridge, ipcRenderer } from 'electron'
import type { DesktopBridge } from '../../../shared/contract/desktop.ts'

/** What the page gets of the desktop: three functions, plain data in and out, no event and no channel. */
const bridge: DesktopBridge = {
  setMenu: (groups) => ipcRenderer.invoke('atlas:menu', groups) as Promise<void>,
  onCommand: (listener) => { ipcRenderer.on('atlas:command', (_event, id: unknown) => { if (typeof id === 'string') listener(id) }) },
  chooseFiles: () => ipcRenderer.invoke('atlas:choose') as Promise<{ file: string; name: string }[]>,
}

contextBridge.exposeInMainWorld('atlasDesktop', bridge)
