import { dialog, session as sessions, type Session } from 'electron'
import { copyFile, rename, rm } from 'node:fs/promises'
import type { HostCore } from '../../core/bridge.ts'
import { cleanName } from '../files.ts'
import { isOwn } from './origin.ts'

const allowedPermissions = new Set(['clipboard-sanitized-write', 'fullscreen'])

/** The window's session: in memory, without permissions, devices or any way out. */
export function hardenedSession(): Session {
  const session = sessions.fromPartition('atlas', { cache: false })
  session.setPermissionRequestHandler((contents, permission, answer) => answer(allowedPermissions.has(permission) && isOwn(contents.getURL())))
  session.setPermissionCheckHandler((_contents, permission, origin) => allowedPermissions.has(permission) && isOwn(origin))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  session.setUSBProtectedClassesHandler((details) => details.protectedClasses)
  session.setCertificateVerifyProc((_request, answer) => answer(-2))
  session.setSpellCheckerEnabled(false)
  session.on('file-system-access-restricted', (event, _details, answer) => { event.preventDefault(); answer('deny') })
  session.on('select-hid-device', (event, _details, answer) => { event.preventDefault(); answer() })
  session.on('select-serial-port', (event, _ports, _contents, answer) => { event.preventDefault(); answer('') })
  session.on('select-usb-device', (event, _details, answer) => { event.preventDefault(); answer() })
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isOwn(request.url) && !/^(blob:atlas:\/\/app\/|data:image\/|devtools:)/.test(request.url) }))
  void session.setProxy({ mode: 'fixed_servers', proxyRules: '127.0.0.1:9', proxyBypassRules: '<-loopback>' })
  return session
}

/** Downloads are held files: the page's link is stopped, and the system's dialog asks where the file goes. */
export function saveDownloads(session: Session, core: HostCore): void {
  session.on('will-download', (event, item) => {
    event.preventDefault()
    const token = isOwn(item.getURL()) ? /^\/download\/([\w-]{8,80})$/.exec(new URL(item.getURL()).pathname)?.[1] : undefined
    if (token !== undefined) void saveHeld(token, core)
  })
}

async function saveHeld(token: string, core: HostCore): Promise<void> {
  const held = await core.held(token)
  if (!held) return
  const { filePath } = await dialog.showSaveDialog({ defaultPath: cleanName(held.name), properties: ['showOverwriteConfirmation', 'createDirectory'] })
  if (!filePath) return
  const half = `${filePath}.part`
  try {
    await copyFile(held.path, half)
    await rename(half, filePath)
  } catch (error) {
    await rm(half, { force: true })
    dialog.showErrorBox('Human Security Atlas', error instanceof Error ? error.message : String(error))
  }
}
