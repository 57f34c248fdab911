import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { fetchBytes } from '../../host.ts'

/** A feature of a tile as a path in tile units (4096 a side). */
export interface Drawn { path: Path2D; tags: Record<string, string | number | boolean> }
export interface Tile { polygons: Drawn[]; edges: Drawn[]; lines: Drawn[]; points: Drawn[] }
export interface TileAt { tile: Tile; z: number; x: number; y: number }

export const lastZoom = 14
const mostTiles = 200

/** Loads tiles as they are needed and keeps the last ones. `get` answers the tile, or while it loads the nearest one above it that is there. */
export function makeTiles(onLoad: () => void): { get(path: string, query: string, z: number, x: number, y: number): TileAt | null; pending(): number; close(): void } {
  const tiles = new Map<string, Tile | 'loading' | 'failed'>()
  const abort = new AbortController()
  let pending = 0
  const load = (key: string) => {
    tiles.set(key, 'loading')
    pending++
    fetchBytes(key, { signal: abort.signal })
      .then((bytes) => { tiles.set(key, decodeTile(bytes)) }, () => { tiles.set(key, 'failed') })
      .finally(() => { pending--; if (!abort.signal.aborted) onLoad() })
    for (const old of tiles.keys()) {
      if (tiles.size <= mostTiles) break
      if (tiles.get(old) !== 'loading') tiles.delete(old)
    }
  }
  return {
    get(path, query, z, x, y) {
      const key = (level: number) => `${path}/${level}/${x >> (z - level)}/${y >> (z - level)}?${query}`
      if (!tiles.has(key(z))) load(key(z))
      for (let level = z; level >= Math.max(0, z - 5); level--) {
        const found = tiles.get(key(level))
        if (found && found !== 'loading' && found !== 'failed') return { tile: found, z: level, x: x >> (z - level), y: y >> (z - level) }
      }
      return null
    },
    pending: () => pending,
    close: () => abort.abort(),
  }
}

export function decodeTile(bytes: ArrayBuffer): Tile {
  const { layers } = new VectorTile(new PbfReader(new Uint8Array(bytes)))
  const list = (name: string, close: boolean): Drawn[] => {
    const layer = layers[name]
    if (!layer) return []
    return Array.from({ length: layer.length }, (_, i) => {
      const feature = layer.feature(i)
      const path = new Path2D()
      for (const ring of feature.loadGeometry()) {
        ring.forEach((point, at) => (at === 0 ? path.moveTo(point.x, point.y) : path.lineTo(point.x, point.y)))
        if (close) path.closePath()
        if (name === 'points' && ring[0]) path.rect(ring[0].x - 16, ring[0].y - 16, 32, 32)
      }
      return { path, tags: { ...feature.properties } as Drawn['tags'] }
    })
  }
  return { polygons: list('polygons', true), edges: list('edges', false), lines: list('lines', false), points: list('points', false) }
}
