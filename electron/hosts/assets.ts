import { readFile, realpath } from 'node:fs/promises'
import { extname, isAbsolute, join, relative } from 'node:path'
import { AtlasError } from '../../shared/contract/errors.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.woff2': 'font/woff2', '.woff': 'font/woff', '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8',
}

/** A file of the built page. `/` is `index.html`, which gets the token; files under `assets/` carry a hash in their name and may be kept. */
export async function assetResponse(folder: string, path: string, token: string | null): Promise<Response> {
  const name = path === '/' ? 'index.html' : decoded(path).slice(1)
  const type = types[extname(name).toLowerCase()]
  const file = type ? await inside(folder, name) : null
  if (!file || !type) throw new AtlasError('NOT_FOUND', `Nothing is at ${JSON.stringify(path.slice(0, 120))}.`)
  const body = await readFile(file)
  if (name === 'index.html') return new Response(withToken(body.toString('utf8'), token), { headers: { 'content-type': type } })
  return new Response(body, { headers: { 'content-type': type, 'cache-control': name.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store' } })
}

/** The real path of `name` in `folder`, or null when it is not a file in there, links included. */
export async function inside(folder: string, name: string): Promise<string | null> {
  if (name.includes('\0') || name.includes('\\')) return null
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, name))
    const way = relative(root, file)
    return way && !way.startsWith('..') && !isAbsolute(way) ? file : null
  } catch {
    return null
  }
}

function withToken(html: string, token: string | null): string {
  return token === null ? html : html.replace(/<head>/i, `<head>\n    <meta name="atlas-token" content="${token}" />`)
}

function decoded(path: string): string {
  try { return decodeURIComponent(path) } catch { return '' }
}
