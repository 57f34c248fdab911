import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBasemap } from '../../../electron/core/formats/basemap.ts'
import { checkVectorTile } from '../../../electron/core/formats/vector-tile-check.ts'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { folder } from '../sql/helpers.ts'
import { country, mbtiles, pmtiles } from './making.ts'

const seed = Number(process.env.ATLAS_SEED ?? 20_261_201)
const at = { z: 6, x: 35, y: 31 }

function random(start: number): () => number {
  let state = start >>> 0
  return () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state / 2 ** 32 }
}

/** A copy with some bytes changed, one of them often in the head, or its end cut off. */
function spoilt(bytes: Uint8Array, next: () => number): Uint8Array {
  const copy = bytes.slice()
  for (let i = 0; i < 1 + next() * 6; i++) copy[Math.floor(next() * (next() < 0.4 ? Math.min(400, copy.length) : copy.length))] = Math.floor(next() * 256)
  return next() < 0.2 ? copy.subarray(0, Math.floor(next() * copy.length)) : copy
}

describe(`spoilt basemaps (seed ${seed})`, () => {
  it.each([['PMTiles', 700, () => pmtiles(join(folder(), 'a.pmtiles'), { tiles: country(at), metadata: { name: 'x' } })], ['PMTiles with leaves', 500, () => pmtiles(join(folder(), 'a.pmtiles'), { tiles: country(at), leaf: true })], ['MBTiles', 250, () => mbtiles(join(folder(), 'a.mbtiles'), country(at), { name: 'x' }, true)]] as const)('%s are read, or refused in one line', async (_, times, make) => {
    const [path, next] = [make(), random(seed)]
    const bytes = new Uint8Array(readFileSync(path))
    let read = 0
    for (let i = 0; i < times; i++) {
      writeFileSync(path, spoilt(bytes, next))
      try {
        const opened = await openBasemap({ path, name: 'a' })
        await opened.tile(6, 35, 31).catch((error: unknown) => expect(error, `turn ${i}`).toBeInstanceOf(Error))
        expect(opened.info.bounds.every(Number.isFinite), `turn ${i}`).toBe(true)
        opened.close()
        read++
      } catch (error) {
        expect(error, `turn ${i}: ${String(error)}`).toBeInstanceOf(AtlasError)
        expect((error as AtlasError).message, `turn ${i}`).not.toMatch(/[\r\n]/)
      }
    }
    expect(read).toBeGreaterThan(0)
  })

  it('what passes as a vector tile is read whole by the page’s reader, without end or error', () => {
    const next = random(seed + 1)
    const tile = country(at, (one) => one)['6/35/31']!
    let passed = 0
    for (let i = 0; i < 6000; i++) {
      const bytes = spoilt(tile, next)
      try { checkVectorTile(bytes) } catch { continue }
      passed++
      const { layers } = new VectorTile(new PbfReader(bytes))
      for (const layer of Object.values(layers)) {
        for (let k = 0; k < layer.length; k++) expect(layer.feature(k).loadGeometry().flat().length, `turn ${i}`).toBeLessThan(10_000)
      }
    }
    expect(passed).toBeGreaterThan(100)
    expect(gzipSync(tile).length).toBeGreaterThan(0)
  })
})
