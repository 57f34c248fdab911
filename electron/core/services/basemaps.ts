import { existsSync, rmSync } from 'node:fs'
import { AtlasError } from '../../../shared/contract/errors.ts'
import type { BasemapState } from '../../../shared/model/basemap.ts'
import { openBasemapReader, type BasemapReader } from '../basemaps/reader.ts'
import type { Resource } from '../core.ts'
import { getGround, setGround } from '../sql/basemap.ts'
import { basemapPath, copyIn, keepBasemap, listBasemaps, removeBasemap } from './basemap-library.ts'
import type { Calls } from './calls.ts'
import { dbOf, heldFile, type Session } from './session.ts'

/** The calls about the ground of the map, and its tiles. `close` ends the process that reads them. */
export interface Basemaps { calls: Calls<'basemaps.list' | 'basemaps.add' | 'basemaps.choose' | 'basemaps.remove'>; resource(path: string): Promise<Resource>; close(): void }

export function openBasemaps(session: Session, reader: BasemapReader = openBasemapReader(session.start)): Basemaps {
  /** The choice in a project that is only looked at. */
  let looked: { project: unknown; choice: string; name: string } | null = null
  const state = (): BasemapState => {
    const db = dbOf(session)
    const list = listBasemaps(session.dataFolder)
    const { choice, name } = looked?.project === session.project ? looked : getGround(db)
    if (['plain', 'political'].includes(choice) || list.some(({ id }) => id === choice)) return { choice, missing: null, list }
    return { choice: 'political', missing: name, list }
  }
  return {
    calls: {
      'basemaps.list': state,
      'basemaps.add': async ({ file, name }, context) => {
        const held = heldFile(session, file)
        const { id, part, bytes } = await copyIn(session.dataFolder, held, context)
        try {
          const known = listBasemaps(session.dataFolder).find((one) => one.id === id)
          if (known && name === undefined) return known
          const info = known ?? await reader.look({ path: part, name: held.name }, context.signal)
          return keepBasemap(session.dataFolder, part, { ...info, id, file: held.name, bytes, name: name ?? info.name })
        } finally {
          reader.close()
          for (const path of [part, `${part}-journal`, `${part}-shm`, `${part}-wal`]) if (existsSync(path)) rmSync(path, { force: true })
        }
      },
      'basemaps.choose': ({ choice }) => {
        const db = dbOf(session)
        const name = listBasemaps(session.dataFolder).find(({ id }) => id === choice)?.name
        if (name === undefined && !['plain', 'political'].includes(choice)) throw unknown(choice)
        const chosen = { choice, name: name ?? '' }
        if (session.project?.readOnly === null) setGround(db, chosen)
        else looked = { project: session.project, ...chosen }
        return state()
      },
      'basemaps.remove': ({ id }) => {
        if (!listBasemaps(session.dataFolder).some((one) => one.id === id)) throw unknown(id)
        reader.close()
        removeBasemap(session.dataFolder, id)
        const db = dbOf(session)
        if (session.project?.readOnly === null && getGround(db).choice === id) setGround(db, { choice: 'political', name: '' })
        return state()
      },
    },
    async resource(path) {
      const [, id = '', ...numbers] = new URL(path, 'atlas://app/').pathname.slice(1).split('/')
      const [z, x, y] = numbers.map((text) => (/^\d{1,9}$/.test(text) ? Number(text) : NaN))
      const file = basemapPath(session.dataFolder, id)
      if (!file || numbers.length !== 3 || !(z! <= 24) || !(x! < 2 ** z!) || !(y! < 2 ** z!)) return nothing
      const tile = await reader.tile({ path: file, name: id }, z!, x!, y!)
      return tile ? { status: 200, type: tile.type, body: tile.body, cache: 86_400 } : nothing
    },
    close: () => reader.close(),
  }
}

const nothing: Resource = { status: 404, type: 'text/plain; charset=utf-8', body: new TextEncoder().encode('There is no such tile.') }

function unknown(id: string): AtlasError {
  return new AtlasError('UNKNOWN_BASEMAP', `There is no basemap "${id}" on this computer. List them, or add the file again.`)
}
