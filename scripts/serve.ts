import { buildPage } from './build-page.ts'

/** `atlas serve` from the sources: the page is built first when it is stale, then the command line goes on as always, until what started it ends. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
await buildPage((line) => process.stderr.write(`${line}\n`))
await import('../electron/hosts/cli/atlas.ts')
