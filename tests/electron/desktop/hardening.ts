import type { Recorded } from './fake-electron.ts'

type Handler = (...args: never[]) => unknown

/** Every line of the hardening list by its value; answers what is missing or different. `settled` waits until the program has done its steps. */
export function hardeningFaults({ calls, windows }: Recorded): string[] {
  const faults: string[] = []
  const want = (what: string, got: unknown, wanted: unknown): void => { if (JSON.stringify(got) !== JSON.stringify(wanted)) faults.push(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`) }
  const argsOf = (name: string): unknown[][] => calls.filter((call) => call.name === name).map(({ args }) => args)
  const handlerOf = (name: string): Handler => (argsOf(name)[0]?.find((arg) => typeof arg === 'function') ?? (() => 'no handler')) as Handler
  const listener = (emitter: string, event: string): Handler => (argsOf(`${emitter}.on`).find(([name]) => name === event)?.[1] ?? (() => 'no listener')) as Handler
  const run = (handler: Handler, ...args: unknown[]): unknown => (handler as (...all: unknown[]) => unknown)(...args)
  const answerOf = (handler: Handler, ...args: unknown[]): unknown => { let answer: unknown = 'no answer'; run(handler, ...args, (given: unknown) => { answer = given }); return answer }
  const prevented = (handler: Handler, ...args: unknown[]): boolean => { let done = false; run(handler, { preventDefault: () => { done = true }, url: args[0] }, ...args); return done }
  const order = (name: string): number => calls.findIndex((call) => call.name === name)

  // Before the program is ready.
  want('app.enableSandbox before ready', order('app.enableSandbox') >= 0 && order('app.enableSandbox') < order('app.whenReady'), true)
  const switches = argsOf('app.appendSwitch')
  want('host-resolver-rules', switches.find(([name]) => name === 'host-resolver-rules'), ['host-resolver-rules', 'MAP * ~NOTFOUND'])
  want('disable-http-cache', switches.some(([name]) => name === 'disable-http-cache'), true)
  want('disable-background-networking', switches.some(([name]) => name === 'disable-background-networking'), true)
  want('disable-features', switches.find(([name]) => name === 'disable-features')?.[1], 'Translate,OptimizationHints,MediaRouter,AutofillServerCommunication')
  want('enable-unsafe-swiftshader', switches.some(([name]) => name === 'enable-unsafe-swiftshader'), true)
  want('no switch that weakens', switches.filter(([name]) => /no-sandbox|disable-web-security|remote-debugging|ignore-certificate/.test(String(name))), [])
  want('scheme', argsOf('protocol.registerSchemesAsPrivileged')[0], [[{ scheme: 'atlas', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: false, bypassCSP: false, allowServiceWorkers: false } }]])
  want('scheme before ready', order('protocol.registerSchemesAsPrivileged') < order('app.whenReady'), true)
  want('one instance', order('app.requestSingleInstanceLock') >= 0, true)
  want('crash dumps in staging', argsOf('app.setPath').filter(([name]) => name === 'crashDumps').length, 1)
  want('crash reporter', argsOf('crashReporter.start'), [])
  want('shell', [...argsOf('shell.openExternal'), ...argsOf('shell.openPath')], [])
  let refused: unknown = 'no answer'
  want('certificate-error', [prevented(listener('app', 'certificate-error'), {}, '', '', {}, (given: unknown) => { refused = given }), refused], [true, false])
  want('login', [prevented(listener('app', 'login'), {}, {}, {}, (...given: unknown[]) => { refused = given.length })], [true])
  want('login gives no password', refused, 0)
  want('select-client-certificate', prevented(listener('app', 'select-client-certificate'), {}, '', []), true)

  // The session.
  want('partition', argsOf('session.fromPartition')[0], ['atlas', { cache: false }])
  const contents = (url: string): unknown => ({ getURL: () => url })
  const asks = handlerOf('session.setPermissionRequestHandler'), checks = handlerOf('session.setPermissionCheckHandler')
  for (const permission of ['media', 'geolocation', 'notifications', 'midi', 'pointerLock', 'openExternal', 'clipboard-read', 'display-capture', 'fileSystem', 'hid', 'serial', 'usb', 'idle-detection', 'storage-access']) {
    want(`permission ${permission}`, answerOf(asks, contents('atlas://app/'), permission), false)
    want(`permission check ${permission}`, run(checks, null, permission, 'atlas://app'), false)
  }
  for (const permission of ['clipboard-sanitized-write', 'fullscreen']) {
    want(`permission ${permission}`, [answerOf(asks, contents('atlas://app/x'), permission), answerOf(asks, contents('https://evil.test/'), permission)], [true, false])
    want(`permission check ${permission}`, [run(checks, null, permission, 'atlas://app'), run(checks, null, permission, 'https://evil.test')], [true, false])
  }
  want('devices', run(handlerOf('session.setDevicePermissionHandler'), { deviceType: 'usb', origin: 'atlas://app' }), false)
  want('display media', answerOf(handlerOf('session.setDisplayMediaRequestHandler'), {}), {})
  want('bluetooth', answerOf(handlerOf('session.setBluetoothPairingHandler'), {}), { confirmed: false })
  want('protected USB classes', run(handlerOf('session.setUSBProtectedClassesHandler'), { protectedClasses: ['audio', 'hid'] }), ['audio', 'hid'])
  want('certificates', answerOf(handlerOf('session.setCertificateVerifyProc'), { hostname: 'example.org' }), -2)
  want('spell checker', argsOf('session.setSpellCheckerEnabled'), [[false]])
  want('proxy', argsOf('session.setProxy'), [[{ mode: 'fixed_servers', proxyRules: '127.0.0.1:9', proxyBypassRules: '<-loopback>' }]])
  let denied: unknown[] = []
  want('restricted files', [prevented(listener('session', 'file-system-access-restricted'), {}, (given: unknown) => { denied = [given] }), denied], [true, ['deny']])
  want('hid', [prevented(listener('session', 'select-hid-device'), {}, (...given: unknown[]) => { denied = given }), denied], [true, []])
  want('serial', [prevented(listener('session', 'select-serial-port'), [], {}, (...given: unknown[]) => { denied = given }), denied], [true, ['']])
  want('usb', [prevented(listener('session', 'select-usb-device'), {}, (...given: unknown[]) => { denied = given }), denied], [true, []])
  const filter = handlerOf('session.onBeforeRequest')
  for (const url of ['http://127.0.0.1/', 'https://example.org/', 'file:///etc/passwd', 'ws://x/', 'atlas://other/', 'blob:https://evil.test/1', 'ftp://x/', 'data:text/html,x', 'chrome://settings', 'not a url']) want(`request ${url}`, answerOf(filter, { url }), { cancel: true })
  for (const url of ['atlas://app/', 'atlas://app/tiles/1', 'blob:atlas://app/1', 'data:image/png;base64,x']) want(`request ${url}`, answerOf(filter, { url }), { cancel: false })
  want('protocol on that session', [argsOf('session.protocol.handle').map(([name]) => name), argsOf('protocol.handle')], [['atlas'], []])
  want('downloads', prevented(listener('session', 'will-download'), { getURL: () => 'https://example.org/x' }), true)

  // The window and everything in it.
  want('windows', windows.length, 1)
  const { session, preload, ...preferences } = (windows[0]?.options.webPreferences ?? {}) as Record<string, unknown>
  want('window session', (session as { label?: string } | undefined)?.label, 'session')
  want('preload', /[/\\]preload\.cjs$/.test(String(preload)), true)
  want('web preferences', Object.fromEntries(Object.entries(preferences).toSorted(([a], [b]) => (a < b ? -1 : 1))), {
    allowRunningInsecureContent: false, autoplayPolicy: 'user-gesture-required', contextIsolation: true, devTools: false, disableBlinkFeatures: 'Auxclick', experimentalFeatures: false,
    navigateOnDragDrop: false, nodeIntegration: false, nodeIntegrationInSubFrames: false, nodeIntegrationInWorker: false, plugins: false, sandbox: true, spellcheck: false, webSecurity: true, webviewTag: false,
  })
  want('address', windows[0]?.loaded, ['atlas://app/'])
  want('new windows', run(handlerOf('contents.setWindowOpenHandler'), { url: 'atlas://app/' }), { action: 'deny' })
  want('WebRTC', argsOf('contents.setWebRTCIPHandlingPolicy')[0], ['disable_non_proxied_udp'])
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    for (const url of ['https://example.org/', 'http://127.0.0.1:1/', 'file:///x', 'atlas://app.evil/', 'atlas://evil/', 'atlas://user@app/', 'atlas://app:1/', 'javascript:1', 'data:text/html,x', 'atlasx://app/', '', 'app']) want(`${event} ${url}`, prevented(listener('contents', event), url), true)
    want(`${event} own`, [argsOf('contents.on').some(([name]) => name === event), prevented(listener('contents', event), 'atlas://app/other')], [true, false])
  }
  want('web views', prevented(listener('contents', 'will-attach-webview'), {}, {}), true)
  want('page answers', argsOf('ipcMain.handle').map(([name]) => String(name)).toSorted(), ['atlas:choose', 'atlas:menu'])
  return faults
}
