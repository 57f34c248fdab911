import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const entry = resolve(import.meta.dirname, '../../../electron/hosts/cli/atlas.ts')

export interface Ran { code: number | null; out: string; err: string; json: () => unknown }

/** Runs the command line as a user would, in a process of its own, without standard input. */
export function atlas(words: string[], environment: Record<string, string> = {}): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [entry, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
    let out = '', err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text })
    child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text })
    child.once('error', fail).once('close', (code) => done({ code, out, err, json: () => JSON.parse(out) as unknown }))
  })
}

/** A folder that is gone after `work`. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-test-'))
  try { return await work(folder) } finally { rmSync(folder, { recursive: true, force: true }) }
}

/** Rows of a simple CSV (no quotes) by its header. */
export function rowsOf(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => line.split(','))
  return lines.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i] ?? ''])))
}
