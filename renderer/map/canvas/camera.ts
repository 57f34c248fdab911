import type { Bounds, LonLat } from '../../../shared/model/geometry.ts'
import type { View } from '../drawing.ts'
import type { Beside } from '../surface.ts'

/** A view on a picture of some size, in Web Mercator with tiles of 512 px. Pixels count from the upper left. */
export interface Camera { view: View; width: number; height: number }

/** Degrees to the unit square of the world, y downwards. */
export function toWorld(lon: number, lat: number): [number, number] {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180)
  return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)]
}

export function toDegrees(x: number, y: number): LonLat {
  return [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI]
}

/** Pixels per unit of the world. */
export function worldSize(camera: Camera): number {
  return 512 * 2 ** camera.view.zoom
}

/** The pixel at which the world's upper left corner lies. */
export function worldOrigin(camera: Camera): [number, number] {
  const size = worldSize(camera)
  const [x, y] = toWorld(camera.view.lon, camera.view.lat)
  return [camera.width / 2 - x * size, camera.height / 2 - y * size]
}

export function toPixel(camera: Camera, lon: number, lat: number): [number, number] {
  const size = worldSize(camera)
  const [left, top] = worldOrigin(camera)
  const [x, y] = toWorld(lon, lat)
  return [left + x * size, top + y * size]
}

/** Longitudes come back within -180 to 180. */
export function toLonLat(camera: Camera, px: number, py: number): LonLat {
  const size = worldSize(camera)
  const [left, top] = worldOrigin(camera)
  const [lon, lat] = toDegrees((px - left) / size, (py - top) / size)
  return [((((lon + 180) % 360) + 360) % 360) - 180, lat]
}

/** The view moved by pixels. */
export function panned(camera: Camera, dx: number, dy: number): View {
  const [lon, lat] = toLonLat(camera, camera.width / 2 - dx, camera.height / 2 - dy)
  return { ...camera.view, lon, lat: Math.max(-84, Math.min(84, lat)) }
}

/** The view zoomed by levels while a pixel stays where it is. */
export function zoomed(camera: Camera, levels: number, [px, py]: [number, number]): View {
  const zoom = Math.max(0, Math.min(18, camera.view.zoom + levels))
  const fixed = toLonLat(camera, px, py)
  const next = { ...camera, view: { ...camera.view, zoom } }
  const [x, y] = toPixel({ ...next, view: { ...next.view, lon: fixed[0], lat: fixed[1] } }, fixed[0], fixed[1])
  return panned({ ...next, view: { lon: fixed[0], lat: fixed[1], zoom } }, px - x, py - y)
}

/** The view that shows a box with some room around it. */
export function fitted(camera: Camera, [west, south, east, north]: Bounds, beside: Beside): View {
  const [left, top] = toWorld(west, north)
  const [right, bottom] = toWorld(east, south)
  const zoom = Math.log2(Math.min(Math.max(64, camera.width - 56 - beside.left - beside.right) / Math.max(1e-9, right - left), Math.max(64, camera.height - 56) / Math.max(1e-9, bottom - top)) / 512)
  const [lon, lat] = toDegrees((left + right) / 2, (top + bottom) / 2)
  const view = { lon, lat, zoom: Math.max(0, Math.min(12, zoom)) }
  return panned({ ...camera, view }, (beside.left - beside.right) / 2, 0)
}
