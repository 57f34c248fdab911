import { fetchBytes } from '../../host.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { rasterQuery } from '../rasters.ts'
import { worldOrigin, worldSize, type Camera } from './camera.ts'

const lastZoom = 16
const mostPictures = 120

/** Pictures of rasters for the 2-D map: loaded as they are needed, the last ones kept. */
export interface Pictures { paint(context: CanvasRenderingContext2D, camera: Camera, layer: Layer): void; pending(): number; close(): void }

export function makePictures(onLoad: () => void): Pictures {
  const pictures = new Map<string, ImageBitmap | 'loading' | 'failed'>()
  const abort = new AbortController()
  let pending = 0
  const load = (key: string) => {
    pictures.set(key, 'loading')
    pending++
    fetchBytes(key, { signal: abort.signal }).then((bytes) => createImageBitmap(new Blob([bytes], { type: 'image/png' })))
      .then((picture) => { pictures.set(key, picture) }, () => { pictures.set(key, 'failed') })
      .finally(() => { pending--; if (!abort.signal.aborted) onLoad() })
    for (const old of pictures.keys()) {
      if (pictures.size <= mostPictures) break
      if (pictures.get(old) !== 'loading') pictures.delete(old)
    }
  }
  return {
    paint(context, camera, layer) {
      const z = Math.min(lastZoom, Math.max(0, Math.round(Math.log2(worldSize(camera) / 256))))
      const count = 2 ** z
      const side = worldSize(camera) / count
      const [originX, originY] = worldOrigin(camera)
      const query = rasterQuery(layer)
      context.globalAlpha = layer.opacity
      context.imageSmoothingEnabled = false
      for (let row = Math.max(0, Math.floor(-originY / side)); row < count && originY + row * side < camera.height; row++) {
        for (let column = Math.floor(-originX / side); originX + column * side < camera.width; column++) {
          const key = `rasters/${layer.id}/${z}/${((column % count) + count) % count}/${row}?${query}`
          const found = pictures.get(key)
          if (!found) load(key)
          else if (typeof found !== 'string') context.drawImage(found, originX + column * side, originY + row * side, side, side)
        }
      }
      context.globalAlpha = 1
    },
    pending: () => pending,
    close() { abort.abort() },
  }
}
