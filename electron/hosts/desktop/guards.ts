import type { App, WebContents } from 'electron'
import { isOwn } from './origin.ts'

/** Refuses what a program may be asked by servers, certificates and processes it never talks to. */
export function guardProgram(app: App): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => { event.preventDefault(); answer(false) })
  app.on('login', (event, _contents, _details, _info, answer) => { event.preventDefault(); answer() })
  app.on('select-client-certificate', (event) => { event.preventDefault() })
}

/** Keeps every web contents on the page: no navigation elsewhere, no further windows, no web views, no address of this machine given away. */
export function guardContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; url?: string }, url?: string): void => { if (!isOwn(url ?? event.url ?? '')) event.preventDefault() }
  contents.on('will-navigate', (event, url) => stay(event, url))
  contents.on('will-redirect', (event, url) => stay(event, url))
  contents.on('will-frame-navigate', (event) => stay(event))
  contents.on('will-attach-webview', (event) => { event.preventDefault() })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
