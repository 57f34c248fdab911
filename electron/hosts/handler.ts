import { contract, type CallName } from '../../shared/contract/contract.ts'
import { AtlasError, errorLine, type ErrorLine } from '../../shared/contract/errors.ts'
import type { Line } from '../../shared/contract/wire.ts'
import type { HostCore } from '../core/bridge.ts'
import { assetResponse } from './assets.ts'
import { downloadResponse, stageUpload } from './files.ts'
import { secured } from './headers.ts'

export interface HandlerOptions {
  core: HostCore
  /** The built page. */
  assets: string
  /** Where uploads are kept until the core has read them. */
  staging: string
  /** Written into the page, which sends it back with every call; null where the host needs none. */
  token: string | null
  uploadLimitBytes?: number
  /** Hears of errors that the analyst cannot mend. */
  onBug?: (error: unknown) => void
}

export type Handle = (request: Request) => Promise<Response>

const callBodyLimitBytes = 32 * 1024 * 1024
const resourceFolders = new Set(['tiles', 'rasters', 'basemaps', 'columns', 'cells', 'catalogue'])

/** The host as one function: calls, uploads, downloads, resources and the page itself. Every answer carries the security headers. */
export function makeHandler(options: HandlerOptions): Handle {
  return async (request) => secured(await answer(request, options).catch((error: unknown) => {
    if (!(error instanceof AtlasError)) options.onBug?.(error)
    return failed(statusOf(error), errorLine(error))
  }))
}

async function answer(request: Request, options: HandlerOptions): Promise<Response> {
  const url = new URL(request.url)
  const [folder = '', ...rest] = url.pathname.slice(1).split('/')
  if (folder === 'call') return callResponse(rest.join('/'), request, options)
  if (folder === 'upload' && !rest.length) {
    if (request.method !== 'POST') return wrongMethod('POST')
    return uploadResponse(url.searchParams.get('name') ?? '', request, options)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return wrongMethod('GET')
  if (resourceFolders.has(folder)) return resourceResponse(url, options.core)
  if (folder === 'download' && rest.length === 1) return downloadResponse(await options.core.held(rest[0]!))
  return assetResponse(options.assets, url.pathname, options.token)
}

async function callResponse(name: string, request: Request, options: HandlerOptions): Promise<Response> {
  if (request.method !== 'POST') return wrongMethod('POST')
  if (!Object.hasOwn(contract, name)) throw new AtlasError('UNKNOWN_CALL', `There is no call ${JSON.stringify(name.slice(0, 80))}. Close the window and start again: the page and the program are of different versions.`)
  const call = name as CallName
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return failed(415, { code: 'INPUT_INVALID', message: `${call}: the input must be sent as application/json.` })
  const parsed = contract[call].input.safeParse(await jsonBody(request, call))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new AtlasError('INPUT_INVALID', `${call}: input${(issue?.path ?? []).map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')}: ${issue?.message ?? 'not valid'}.`)
  }
  const abort = new AbortController()
  const stop = (): void => abort.abort()
  if (request.signal.aborted) stop()
  else request.signal.addEventListener('abort', stop, { once: true })
  const encoder = new TextEncoder()
  const lines = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (line: Line): void => { if (!abort.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`)) }
      options.core.call(call, parsed.data as never, { signal: abort.signal, report: (progress) => say({ progress }) }).then(
        (result) => say({ result }),
        (error: unknown) => {
          if (!(error instanceof AtlasError)) options.onBug?.(error)
          say({ error: errorLine(error) })
        },
      ).finally(() => {
        request.signal.removeEventListener('abort', stop)
        if (!abort.signal.aborted) controller.close()
        else try { controller.close() } catch { /* The reader has left: the stream is closed already. */ }
      })
    },
    cancel: stop,
  })
  return new Response(lines, { headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } })
}

async function jsonBody(request: Request, call: CallName): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (request.body) for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > callBodyLimitBytes) throw new AtlasError('INPUT_TOO_LARGE', `${call}: the input is larger than ${callBodyLimitBytes / 1024 / 1024} MB. Send the data as a file.`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    throw new AtlasError('INPUT_INVALID', `${call}: the input is not valid JSON.`)
  }
}

async function uploadResponse(name: string, request: Request, options: HandlerOptions): Promise<Response> {
  const file = await stageUpload(request, name, { staging: options.staging, limitBytes: options.uploadLimitBytes })
  return Response.json({ file: await options.core.hold(file) })
}

async function resourceResponse(url: URL, core: HostCore): Promise<Response> {
  const resource = await core.resource(url.pathname.slice(1) + url.search)
  const empty = resource.status === 204 || resource.status === 304
  return new Response(empty ? null : (resource.body as Uint8Array<ArrayBuffer>), {
    status: resource.status,
    headers: { ...(empty ? {} : { 'content-type': resource.type }), 'cache-control': resource.cache ? `private, max-age=${resource.cache}` : 'no-store' },
  })
}

function failed(status: number, error: ErrorLine): Response {
  return new Response(`${JSON.stringify({ error })}\n`, { status, headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } })
}

function wrongMethod(allow: string): Response {
  const response = failed(405, { code: 'INPUT_INVALID', message: `This address takes ${allow} only.` })
  response.headers.set('allow', allow)
  return response
}

function statusOf(error: unknown): number {
  if (!(error instanceof AtlasError)) return 500
  switch (error.code) {
    case 'UNKNOWN_CALL': case 'NOT_FOUND': return 404
    case 'INPUT_TOO_LARGE': case 'FILE_TOO_LARGE': return 413
    case 'DISK_FULL': return 507
    case 'CORE_STOPPED': case 'CORE_RESTARTED': return 503
    default: return 400
  }
}
