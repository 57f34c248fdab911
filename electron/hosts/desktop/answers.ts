import { dialog, ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { basename } from 'node:path'
import { menuGroups } from '../../../shared/contract/desktop.ts'
import type { HostCore } from '../../core/bridge.ts'
import { showMenu } from './menu.ts'
import { isOwn } from './origin.ts'

/** Answers the few asks of the preload, each from the window's own main frame only. */
export function answerPage(window: BrowserWindow, core: HostCore): void {
  const answer = (channel: string, work: (input: unknown) => Promise<unknown>): void => {
    ipcMain.handle(channel, async (event, input: unknown) => {
      if (!isFromPage(event, window)) throw new Error('refused')
      return work(input)
    })
  }
  answer('atlas:menu', async (input) => { showMenu(window, menuGroups.parse(input)) })
  answer('atlas:choose', async () => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile', 'multiSelections'] })
    return canceled ? [] : Promise.all(filePaths.map(async (path) => ({ file: await core.hold({ path, name: basename(path) }), name: basename(path) })))
  })
}

/** `senderFrame` is null when the frame has gone meanwhile. */
function isFromPage(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  return event.sender === window.webContents && event.senderFrame !== null && event.senderFrame === event.sender.mainFrame && isOwn(event.senderFrame.url)
}
