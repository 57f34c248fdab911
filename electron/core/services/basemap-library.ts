import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { basemap, type Basemap, type BasemapInfo } from '../../../shared/model/basemap.ts'
import type { CallContext, HeldFile } from '../core.ts'

/** Where the basemaps of this computer lie: for each one its tiles and a record of what they are, named by the start of the hash. */
export function basemapFolder(dataFolder: string): string { return join(dataFolder, 'basemaps') }

/** The tiles of a basemap, or null where they are not here. */
export function basemapPath(dataFolder: string, id: string): string | null {
  const path = join(basemapFolder(dataFolder), `${id}.tiles`)
  return /^[0-9a-f]{16}$/.test(id) && existsSync(path) ? path : null
}

/** All basemaps of this computer by name; records that cannot be read are left out. */
export function listBasemaps(dataFolder: string): Basemap[] {
  const folder = basemapFolder(dataFolder)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    try {
      const found = basemap.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      return name === `${found.id}.json` && basemapPath(dataFolder, found.id) ? [found] : []
    } catch {
      return []
    }
  }).toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}

/** Copies a file into the library under a name of its own, hashing on the way; nothing is left behind where it stops. Throws `DISK_FULL` and `CANCELLED`. */
export async function copyIn(dataFolder: string, file: HeldFile, context: CallContext): Promise<{ id: string; part: string; bytes: number }> {
  const folder = basemapFolder(dataFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const total = statSync(file.path).size
  const { bavail, bsize } = statfsSync(folder)
  if (total + 64_000_000 > bavail * bsize) throw full(file.name)
  const part = join(folder, `.${process.pid}-${Date.now()}.part`)
  const hash = createHash('sha256')
  let done = 0
  let whole = false
  const target = await open(part, 'wx', 0o600)
  try {
    for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      if (context.signal.aborted) throw new AtlasError('CANCELLED', 'The basemap was not added.')
      hash.update(chunk)
      await target.writeFile(chunk)
      done += chunk.length
      context.report({ step: 'basemap.copying', done, total })
    }
    whole = true
  } catch (error) {
    throw (error as { code?: string }).code === 'ENOSPC' ? full(file.name) : error
  } finally {
    await target.close()
    if (!whole) rmSync(part, { force: true })
  }
  return { id: hash.digest('hex').slice(0, 16), part, bytes: done }
}

/** Keeps a copied file for good, with its record written last. */
export function keepBasemap(dataFolder: string, part: string, info: BasemapInfo & Pick<Basemap, 'id' | 'file' | 'bytes'>): Basemap {
  const folder = basemapFolder(dataFolder)
  const made = basemap.parse(info)
  renameSync(part, join(folder, `${made.id}.tiles`))
  const record = join(folder, `${made.id}.json`)
  writeFileSync(`${record}.part`, JSON.stringify(made), { mode: 0o600 })
  renameSync(`${record}.part`, record)
  return made
}

export function removeBasemap(dataFolder: string, id: string): void {
  for (const end of ['json', 'tiles', 'tiles-journal', 'tiles-shm', 'tiles-wal']) rmSync(join(basemapFolder(dataFolder), `${id}.${end}`), { force: true })
}

function full(name: string): AtlasError {
  return new AtlasError('DISK_FULL', `There is not enough room on the disk for a copy of ${name}. Free some space and try again.`)
}
