import type { Position } from 'geojson'
import type { Basemap } from '../basemap.ts'
import { mapColours } from '../colours.ts'
import type { Drawing } from '../drawing.ts'
import { toPixel, toWorld, worldOrigin, worldSize, type Camera } from './camera.ts'

interface Ground { land: Path2D; borders: Path2D; disputed: Path2D }

const made = new WeakMap<Basemap, Ground>()

/** Water and land. */
export function paintLand(context: CanvasRenderingContext2D, camera: Camera, basemap: Basemap | null, drawing: Pick<Drawing, 'theme'>): void {
  const { water, land } = mapColours[drawing.theme]
  context.fillStyle = water
  context.fillRect(0, 0, camera.width, camera.height)
  if (!basemap) return
  inWorlds(context, camera, () => {
    context.fillStyle = land
    context.fill(groundOf(basemap).land, 'evenodd')
  })
}

/** Country borders; disputed ones dashed. */
export function paintBorders(context: CanvasRenderingContext2D, camera: Camera, basemap: Basemap | null, drawing: Pick<Drawing, 'theme'>): void {
  if (!basemap) return
  const { borders, disputed } = groundOf(basemap)
  inWorlds(context, camera, (unit) => {
    context.strokeStyle = mapColours[drawing.theme].border
    context.lineWidth = unit
    context.stroke(borders)
    context.setLineDash([4 * unit, 3 * unit])
    context.stroke(disputed)
    context.setLineDash([])
  })
}

/** Names with a halo: areas first, then countries, each only where it fits and lies on no other. */
export function paintLabels(context: CanvasRenderingContext2D, camera: Camera, basemap: Basemap | null, drawing: Pick<Drawing, 'theme' | 'areas' | 'ground' | 'language'>): void {
  const { label, halo, border } = mapColours[drawing.theme]
  const perDegree = worldSize(camera) / 360
  const areas = (drawing.areas?.list ?? []).map(({ at, name, room }) => ({ at: at as Position, name, room: 3.6 * room, bold: false }))
  const named = drawing.ground.kind === 'political' || (drawing.ground.kind === 'file' && drawing.ground.file.kind === 'vector')
  const countries = (named && camera.view.zoom < 8 ? (basemap?.labels.features ?? []) : []).map((one) => ({ at: one.geometry.coordinates, name: String(one.properties?.[drawing.language] ?? one.properties?.en), room: 2 * Number(one.properties?.room), bold: true }))
  const taken: [number, number, number, number][] = []
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  for (const { at, name, room, bold } of [...areas.toSorted((a, b) => b.room - a.room), ...countries]) {
    if (room * perDegree < (bold ? 36 : 44)) continue
    const [x, y] = toPixel(camera, at[0]!, at[1]!)
    if (x < 0 || y < 0 || x > camera.width || y > camera.height) continue
    context.font = `${bold ? 600 : 400} 11px "Noto Sans", "Noto Sans Arabic", sans-serif`
    const half = context.measureText(name).width / 2 + 3
    const box: [number, number, number, number] = [x - half, y - 9, x + half, y + 9]
    if (taken.some(([left, top, right, bottom]) => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top)) continue
    taken.push(box)
    context.strokeStyle = halo
    context.lineWidth = 3
    context.strokeText(name, x, y)
    context.fillStyle = bold && drawing.areas ? border : label
    context.fillText(name, x, y)
  }
}

/** Draws in units of the world, once for every copy of it in view. */
function inWorlds(context: CanvasRenderingContext2D, camera: Camera, draw: (unit: number) => void): void {
  const size = worldSize(camera)
  const [left, top] = worldOrigin(camera)
  for (let copy = Math.floor(-left / size); left + copy * size < camera.width; copy++) {
    context.save()
    context.translate(left + copy * size, top)
    context.scale(size, size)
    draw(1 / size)
    context.restore()
  }
}

function groundOf(basemap: Basemap): Ground {
  const found = made.get(basemap)
  if (found) return found
  const ground: Ground = { land: new Path2D(), borders: new Path2D(), disputed: new Path2D() }
  for (const { geometry, properties } of basemap.world.features) {
    if (geometry.type === 'Polygon') for (const ring of geometry.coordinates) trace(ground.land, ring)
    if (geometry.type === 'MultiLineString') for (const line of geometry.coordinates) trace(properties?.disputed ? ground.disputed : ground.borders, line)
  }
  made.set(basemap, ground)
  return ground
}

function trace(path: Path2D, line: Position[]): void {
  line.forEach(([lon, lat], i) => {
    const [x, y] = toWorld(lon!, lat!)
    if (i === 0) path.moveTo(x, y)
    else path.lineTo(x, y)
  })
}
