import { randomBytes, timingSafeEqual } from 'node:crypto'

export interface GuardOptions {
  port: number
  /** Waits before a further bad try is answered; replaced in tests. */
  wait?: (milliseconds: number) => Promise<void>
}

export type Verdict =
  | { pass: true }
  | { pass: false; status: number; message: string; headers?: Record<string, string> }

export interface Guard {
  /** The secret that the page sends in a header with every call. */
  token: string
  /** A path that opens the page once: it carries a code that is good for one exchange. */
  launchPath(): string
  check(request: GuardedRequest): Promise<Verdict>
}

/** What the guard looks at; header values as they came, a repeated one as an array. */
export interface GuardedRequest { method: string; target: string; headers: Record<string, string | string[] | undefined>; hosts: string[] }

const badTriesBeforeWaiting = 20
const waitMilliseconds = 1000

/** Decides who may talk to the loopback host: exact `Host`, own origin only, a launch code that is exchanged once for a cookie, the cookie for everything loaded by address and the token header for calls and uploads. */
export function makeGuard({ port, wait = pause }: GuardOptions): Guard {
  const token = secret()
  const session = secret()
  const cookieName = `atlas-${port}`
  const origin = `http://127.0.0.1:${port}`
  const codes = new Set<string>()
  let badTries = 0

  const refuse = async (status: number, message: string): Promise<Verdict> => {
    badTries++
    if (badTries > badTriesBeforeWaiting) await wait(waitMilliseconds)
    return { pass: false, status, message }
  }

  return {
    token,
    launchPath() {
      const code = secret()
      codes.add(code)
      return `/start/${code}`
    },
    async check({ method, target, headers, hosts }) {
      if (hosts.length !== 1 || hosts[0] !== `127.0.0.1:${port}`) return { pass: false, status: 421, message: 'This address is answered at 127.0.0.1 only.' }
      if (!target.startsWith('/') || target.startsWith('//')) return { pass: false, status: 400, message: 'The address is not valid.' }
      const from = headers.origin
      if (from !== undefined && from !== origin) return refuse(403, 'Requests of other pages are refused.')
      const site = headers['sec-fetch-site']
      const navigates = (method === 'GET' || method === 'HEAD') && (headers['sec-fetch-mode'] === undefined || headers['sec-fetch-mode'] === 'navigate')
      if (site !== undefined && site !== 'same-origin' && !(site === 'none' && navigates)) return refuse(403, 'Requests of other pages are refused.')
      if (method === 'OPTIONS' || headers.upgrade !== undefined) return refuse(403, 'This is not offered.')

      const path = target.split('?', 1)[0]!
      if (path.startsWith('/start/')) {
        const code = [...codes].find((one) => same(one, path.slice('/start/'.length)))
        if (method !== 'GET' || code === undefined) return refuse(403, 'This link was used already, or is not complete. Start the program again to get a new one.')
        codes.delete(code)
        return { pass: false, status: 303, message: '', headers: { location: '/', 'set-cookie': `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict` } }
      }
      if (!same(cookieOf(headers.cookie, cookieName), session)) return refuse(401, 'Open the program through the link that it printed when it started.')
      const needsToken = path.startsWith('/call/') || path === '/upload' || method !== 'GET' && method !== 'HEAD'
      if (needsToken && !same(single(headers['x-atlas-token']), token)) return refuse(401, 'The page is of an earlier start. Close the window and start again.')
      return { pass: true }
    },
  }
}

function secret(): string { return randomBytes(32).toString('base64url') }

function same(given: string | undefined, wanted: string): boolean {
  const a = Buffer.from(given ?? ''), b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

function single(value: string | string[] | undefined): string | undefined { return typeof value === 'string' ? value : undefined }

function cookieOf(header: string | string[] | undefined, name: string): string | undefined {
  const values = (single(header) ?? '').split(';').map((part) => part.trim()).filter((part) => part.startsWith(`${name}=`))
  return values.length === 1 ? values[0]!.slice(name.length + 1) : undefined
}

function pause(milliseconds: number): Promise<void> { return new Promise((resolve) => { setTimeout(resolve, milliseconds) }) }
