import { buildDesktop } from './build-desktop.ts'
import { buildPage } from './build-page.ts'

/** Builds everything that is shipped: the page and the desktop host. */
await buildPage((line) => process.stdout.write(`${line}\n`))
await buildDesktop()
