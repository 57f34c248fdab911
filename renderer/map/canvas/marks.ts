import type { LonLat } from '../../../shared/model/geometry.ts'
import { toPixel, type Camera } from './camera.ts'

const radius = 8

/** Rings around places, dark with a light line on both sides, so that they show on any ground. */
export function paintMarks(context: CanvasRenderingContext2D, camera: Camera, places: readonly LonLat[]): void {
  for (const [width, colour] of [[6, '#ffffff'], [2.5, '#b3261e']] as const) {
    context.lineWidth = width
    context.strokeStyle = colour
    for (const [lon, lat] of places) {
      const [x, y] = toPixel(camera, lon, lat)
      context.beginPath()
      context.arc(x, y, radius, 0, 2 * Math.PI)
      context.stroke()
    }
  }
}
