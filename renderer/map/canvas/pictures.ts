import { fetchBytes } from '../../host.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { rasterQuery } from '../rasters.ts'
import type { Basemap as BasemapFile } from '../../../shared/model/basemap.ts'
import { worldOrigin, worldSize, type Camera } from './camera.ts'

const lastZoom = 16
const mostPictures = 120

/** Pictures of rasters for the 2-D map: loaded as they are needed, the last ones kept. */
export interface Pictures {
  paint(context: CanvasRenderingContext2D, camera: Camera, layer: Layer): void
  /** The tiles of a basemap of pictures; where one is missing or beyond its last zoom, the part of the one above it. */
  paintBasemap(context: CanvasRenderingContext2D, camera: Camera, file: BasemapFile): void
  pending(): number
  close(): void
}

export function makePictures(onLoad: () => void): Pictures {
  const pictures = new Map<string, ImageBitmap | 'loading' | 'failed'>()
  const abort = new AbortController()
  let pending = 0
  const load = (key: string) => {
    pictures.set(key, 'loading')
    pending++
    fetchBytes(key, { signal: abort.signal }).then((bytes) => createImageBitmap(new Blob([bytes])))
      .then((picture) => { pictures.set(key, picture) }, () => { pictures.set(key, 'failed') })
      .finally(() => { pending--; if (!abort.signal.aborted) onLoad() })
    for (const old of pictures.keys()) {
      if (pictures.size <= mostPictures) break
      if (pictures.get(old) !== 'loading') pictures.delete(old)
    }
  }
  /** A picture where it is there; it is loaded where it was not asked for yet. */
  const wanted = (key: string): ImageBitmap | null => {
    const found = pictures.get(key)
    if (!found) load(key)
    return found === undefined || typeof found === 'string' ? null : found
  }
  return {
    paint(context, camera, layer) {
      const z = Math.min(lastZoom, Math.max(0, Math.round(Math.log2(worldSize(camera) / 256))))
      const query = rasterQuery(layer)
      context.globalAlpha = layer.opacity
      context.imageSmoothingEnabled = false
      eachPlace(camera, z, (column, row, left, top, side) => {
        const found = wanted(`rasters/${layer.id}/${z}/${column}/${row}?${query}`)
        if (found) context.drawImage(found, left, top, side, side)
      })
      context.globalAlpha = 1
    },
    paintBasemap(context, camera, file) {
      const z = Math.min(file.maxZoom, Math.max(file.minZoom, Math.round(Math.log2(worldSize(camera) / file.tileSide))))
      context.imageSmoothingEnabled = true
      eachPlace(camera, z, (column, row, left, top, side) => {
        for (let up = 0; z - up >= file.minZoom && up <= 5; up++) {
          const found = wanted(`basemaps/${file.id}/${z - up}/${column >> up}/${row >> up}`)
          if (!found) continue
          const part = found.width / 2 ** up
          context.drawImage(found, (column & (2 ** up - 1)) * part, (row & (2 ** up - 1)) * part, part, part, left, top, side, side)
          return
        }
      })
    },
    pending: () => pending,
    close() { abort.abort() },
  }
}

/** The places of a zoom's tiles in the picture, the world repeated to the sides. */
function eachPlace(camera: Camera, z: number, draw: (column: number, row: number, left: number, top: number, side: number) => void): void {
  const count = 2 ** z
  const side = worldSize(camera) / count
  const [originX, originY] = worldOrigin(camera)
  for (let row = Math.max(0, Math.floor(-originY / side)); row < count && originY + row * side < camera.height; row++) {
    for (let column = Math.floor(-originX / side); originX + column * side < camera.width; column++) draw(((column % count) + count) % count, row, originX + column * side, originY + row * side, side)
  }
}
