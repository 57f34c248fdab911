import { describe, expect, it } from 'vitest'
import { fromArrayBuffer } from 'geotiff'
import { decodeFloatTile, encodeFloatTile } from '../../../shared/geo/float-tile.ts'
import { packLzw, unpackLzw } from '../../../shared/geo/lzw.ts'

/** A plain generator of numbers from 0 to 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state / 2 ** 32 }
}

describe('bytes packed by LZW', () => {
  it.each([0, 1, 2, 255, 4096, 100_000])('come back the same: %i of them, of few and of many kinds', (length) => {
    for (const kinds of [1, 2, 17, 256]) {
      const next = chance(length + kinds)
      const bytes = Uint8Array.from({ length }, () => Math.floor(next() * kinds))
      expect(unpackLzw(packLzw(bytes), length)).toEqual(bytes)
    }
  })

  it('are refused where they are cut off or damaged', () => {
    const packed = packLzw(Uint8Array.from({ length: 1000 }, (_, i) => i * 7))
    expect(() => unpackLzw(packed.subarray(0, 100), 1000)).toThrow(RangeError)
    expect(() => unpackLzw(Uint8Array.of(255, 255, 255, 255), 10)).toThrow(RangeError)
  })
})

describe('a tile of floats', () => {
  const next = chance(3)
  const tiles = [Float32Array.from({ length: 65_536 }, () => (next() - 0.5) * 2 ** Math.floor(next() * 40)), new Float32Array(65_536).fill(-9999), Float32Array.from({ length: 65_536 }, (_, i) => Math.sin(i / 300) * (i % 7 ? 1 : 0))]

  it('comes back bit by bit', () => {
    for (const values of tiles) expect(decodeFloatTile(encodeFloatTile(values))).toEqual(values)
  })

  it('is never longer than its numbers by more than its head, and short where they repeat', () => {
    expect(encodeFloatTile(tiles[0]!).length).toBeLessThan(65_536 * 4 + 200)
    expect(encodeFloatTile(tiles[1]!).length).toBeLessThan(5000)
  })

  it('is read the same by another reader of TIFF', async () => {
    for (const values of tiles) {
      const file = encodeFloatTile(values)
      const image = await (await fromArrayBuffer(file.slice().buffer)).getImage()
      const [read] = await image.readRasters() as unknown as [Float32Array]
      expect(read).toEqual(values)
    }
  })

  it('is refused when it is something else, or cut off', () => {
    const file = encodeFloatTile(tiles[0]!)
    expect(() => decodeFloatTile(new Uint8Array(20))).toThrow(RangeError)
    expect(() => decodeFloatTile(file.subarray(0, 50_000))).toThrow(RangeError)
  })
})
