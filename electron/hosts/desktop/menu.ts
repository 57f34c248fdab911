import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { MenuGroups } from '../../../shared/contract/desktop.ts'

/** The system's menu from the page's list of commands: choosing one tells the page its id. Editing and window roles are the system's own. */
export function showMenu(window: BrowserWindow, groups: MenuGroups): void {
  const program: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const own = groups.map(({ title, items }): MenuItemConstructorOptions => ({
    label: title,
    submenu: items.map(({ id, title: label, keys, enabled }) => ({
      label, enabled, accelerator: keys ? keys.replaceAll('Mod', 'CommandOrControl') : undefined, registerAccelerator: false,
      click: () => window.webContents.send('atlas:command', id),
    })),
  }))
  Menu.setApplicationMenu(Menu.buildFromTemplate([...program, ...own, { role: 'editMenu' }, { role: 'windowMenu' }]))
}
