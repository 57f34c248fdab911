import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './setup.mjs'

const sources = ['renderer', 'shared', 'package-lock.json']
const page = join(root, 'dist', 'renderer')
const stamp = join(root, 'dist', 'renderer.sha256')

/** Builds the page when its sources differ from those of the last build. Builds beside the old page and swaps, so that a running host and a second build do no harm. */
export async function buildPage(say: (line: string) => void = () => {}): Promise<void> {
  const hash = hashOf(sources)
  if (existsSync(join(page, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('Building the page (once after a change) …')
  const fresh = `${page}-${process.pid}`
  const output: string[] = []
  const code = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'renderer', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (part: Buffer) => output.push(part.toString()))
    child.stderr.on('data', (part: Buffer) => output.push(part.toString()))
    child.once('error', (error) => { output.push(error.message); resolve(1) })
    child.once('close', (exit) => resolve(exit ?? 1))
  })
  if (code !== 0 || !existsSync(join(fresh, 'index.html'))) {
    rmSync(fresh, { recursive: true, force: true })
    throw new Error(`The page could not be built:\n${output.join('')}`)
  }
  const old = `${page}-old-${process.pid}`
  if (existsSync(page)) renameSync(page, old)
  renameSync(fresh, page)
  rmSync(old, { recursive: true, force: true })
  writeFileSync(stamp, hash)
}

/** SHA-256 over names and contents of files and folders of the project, in the order of their names. */
export function hashOf(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) for (const file of filesUnder(join(root, path))) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => filesUnder(join(path, entry.name)))
  } catch {
    return existsSync(path) ? [path] : []
  }
}
