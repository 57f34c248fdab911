import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { AtlasError } from '../../shared/contract/errors.ts'
import type { HeldFile } from '../core/core.ts'

const defaultLimitBytes = 16 * 1024 ** 3

/** Streams a request's body into a private file of the staging folder. A file that is too large, a full disk or a reader that leaves leaves nothing behind. */
export async function stageUpload(request: Request, name: string, options: { staging: string; limitBytes?: number }): Promise<HeldFile> {
  const limitBytes = options.limitBytes ?? defaultLimitBytes
  const shown = cleanName(name)
  if (!shown) throw new AtlasError('INPUT_INVALID', 'upload: the file has no name.')
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > limitBytes) throw tooLarge(shown, limitBytes)
  await mkdir(options.staging, { recursive: true, mode: 0o700 })
  const path = join(options.staging, randomBytes(16).toString('hex') + (/\.[A-Za-z0-9]{1,12}$/.exec(shown)?.[0].toLowerCase() ?? ''))
  const file = await open(path, 'wx', 0o600)
  let size = 0
  try {
    if (request.body) for await (const chunk of request.body) {
      size += chunk.byteLength
      if (size > limitBytes) throw tooLarge(shown, limitBytes)
      await file.write(chunk)
    }
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw codeOf(error) === 'ENOSPC' ? new AtlasError('DISK_FULL', `The disk is full: ${JSON.stringify(shown)} was not taken. Free some space and try again.`) : error
  }
  await file.close()
  return { path, name: shown }
}

/** Hands out a held file under its own name, or answers that the link is no longer good. */
export async function downloadResponse(held: HeldFile | null): Promise<Response> {
  const size = held ? await stat(held.path).then((info) => (info.isFile() ? info.size : null), () => null) : null
  if (!held || size === null) throw new AtlasError('NOT_FOUND', 'This file is no longer held. Export it again.')
  const body = Readable.toWeb(createReadStream(held.path)) as ReadableStream<Uint8Array>
  return new Response(body, {
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(size), 'content-disposition': disposition(cleanName(held.name) || 'download') },
  })
}

/** A name as it may be shown and saved: the last part of a path, without control and reserved characters, 200 characters at most. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '').trim()
  const points = [...plain]
  if (points.length <= 200) return plain
  const end = /\.[^.]{1,12}$/.exec(plain)?.[0] ?? ''
  return points.slice(0, 200 - end.length).join('') + end
}

function disposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7E]|["\\%]/g, '_')
  const full = encodeURIComponent(name).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}

function tooLarge(name: string, limitBytes: number): AtlasError {
  return new AtlasError('FILE_TOO_LARGE', `${JSON.stringify(name)} is larger than ${Math.round(limitBytes / 1024 ** 2)} MB. Cut it into parts, or import it with the command line.`)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
