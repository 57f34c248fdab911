import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Handle } from '../handler.ts'
import { secured } from '../headers.ts'
import { makeGuard, type Guard } from './guard.ts'

export interface Listening { origin: string; guard: Guard; close(): Promise<void> }

/** Listens on 127.0.0.1 only and adapts Node's requests to `handle`, after the guard let them pass. Port 0 takes a free one. */
export async function listen(port: number, makeHandle: (token: string) => Handle, options: { wait?: (milliseconds: number) => Promise<void> } = {}): Promise<Listening> {
  const server = createServer({ requestTimeout: 0, headersTimeout: 60_000 })
  await started(server, port)
  const bound = (server.address() as AddressInfo).port
  const guard = makeGuard({ port: bound, ...options })
  const handle = makeHandle(guard.token)
  const origin = `http://127.0.0.1:${bound}`
  server.on('request', (incoming, outgoing) => {
    serve(incoming, outgoing, { guard, handle, origin }).catch(() => outgoing.destroy())
  })
  return {
    origin, guard,
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections() }),
  }
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, { guard, handle, origin }: { guard: Guard; handle: Handle; origin: string }): Promise<void> {
  outgoing.on('error', () => {})
  const verdict = await guard.check({ method: incoming.method ?? '', target: incoming.url ?? '', headers: incoming.headers, hosts: incoming.headersDistinct.host ?? [] })
  if (!verdict.pass) {
    incoming.resume()
    await send(secured(new Response(verdict.message, { status: verdict.status, headers: { 'content-type': 'text/plain; charset=utf-8', ...verdict.headers } })), incoming, outgoing)
    return
  }
  const abort = new AbortController()
  outgoing.once('close', () => { if (!outgoing.writableFinished) abort.abort() })
  await send(await handle(requestOf(incoming, origin, abort.signal)), incoming, outgoing)
}

function requestOf(incoming: IncomingMessage, origin: string, signal: AbortSignal): Request {
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (const [name, values] of Object.entries(incoming.headersDistinct)) for (const value of values ?? []) headers.append(name, value)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(origin + incoming.url, { method, headers, signal, ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: 'half' as const } : {}) })
}

async function send(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  if (!response.body || incoming.method === 'HEAD') {
    await response.body?.cancel()
    outgoing.end()
  } else {
    const reader = response.body.getReader()
    outgoing.once('close', () => { if (!outgoing.writableFinished) reader.cancel().catch(() => {}) })
    outgoing.flushHeaders()
    for (;;) {
      const { value, done } = await reader.read()
      if (done || outgoing.destroyed) break
      if (!outgoing.write(value)) await drained(outgoing)
    }
    outgoing.end()
  }
  if (!incoming.readableEnded) incoming.resume()
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => { outgoing.off('drain', done); outgoing.off('close', done); resolve() }
    outgoing.once('drain', done)
    outgoing.once('close', done)
  })
}

function started(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new AtlasError('PORT_TAKEN', `Port ${port} is in use. Choose another with --port, or leave it out for a free one.`) : error))
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve())
  })
}
