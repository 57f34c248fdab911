import { resolve } from 'node:path'
import { serve } from '../loopback/serve.ts'
import { wholeNumber, type Arguments } from './arguments.ts'
import { requireFile } from './files.ts'

/** Serves the window until it is closed or the program is told to stop. Without a project it opens the sample. */
export async function serveCommand(args: Arguments): Promise<void> {
  const [project] = args.positional
  if (project !== undefined) requireFile(project)
  const open = !args.flags.has('no-open')
  const serving = await serve({ project: project === undefined ? 'sample' : resolve(project), port: wholeNumber(args, 'port') ?? 0, open, say: (line) => process.stderr.write(`${line}\n`) })
  if (!serving.windowOpen) process.stdout.write(`${serving.url}\n`)
  const stopped = new Promise<void>((done) => { process.once('SIGINT', () => done()).once('SIGTERM', () => done()) })
  await Promise.race([serving.closed, stopped])
  await serving.close()
}
