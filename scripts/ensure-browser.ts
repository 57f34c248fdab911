import { existsSync } from 'node:fs'
import { findBrowser } from '../electron/hosts/loopback/browser.ts'
import { runCommand } from './run-command.ts'

const limitMilliseconds = 15 * 60_000

/** An installed browser for tests. As root on a Debian system a missing one is installed; otherwise the answer is null, after saying what is missing and how to get it. */
export async function ensureBrowser(say: (line: string) => void): Promise<string | null> {
  const found = findBrowser()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('No browser is installed: apt-get install chromium …')
    const environment = { DEBIAN_FRONTEND: 'noninteractive' }
    for (let attempt = 1; attempt <= 3; attempt++) {
      await runCommand('apt-get', ['update', '-qq'], { cwd: '/', limitMilliseconds, environment })
      const code = await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { cwd: '/', limitMilliseconds, environment })
      if (code === 0 && findBrowser()) return findBrowser()
    }
  }
  say('Missing: Chromium, Chrome or Edge, which the browser tests drive. Install one (Debian and Ubuntu: sudo apt-get install chromium), or name one in ATLAS_BROWSER.')
  return null
}
