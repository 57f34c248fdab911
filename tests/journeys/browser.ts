import type { LaunchOptions } from '@playwright/test'
import { findBrowser } from '../../electron/hosts/loopback/browser.ts'

/** The installed browser that journeys run in, with the switches that keep it quiet and on this machine. */
export function browserForTests(): { launchOptions: LaunchOptions } {
  const root = process.getuid?.() === 0
  return {
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      timeout: 120_000,
      args: [
        ...(root ? ['--no-sandbox'] : []), '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    },
  }
}
