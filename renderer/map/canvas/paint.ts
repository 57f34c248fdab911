import type { Layer } from '../../../shared/model/layer.ts'
import { colourOf, mapColours, noColour, severityRamp } from '../colours.ts'
import { contentVersion, dayOf, styledField, type Drawing } from '../drawing.ts'
import { patternPixels } from '../gl/patterns.ts'
import { fillOpacity } from '../ground.ts'
import { sumRadius } from '../sumRadius.ts'
import { toPixel, worldOrigin, worldSize, type Camera } from './camera.ts'
import { lastZoom, type Drawn, type makeTiles, type Tile, type TileAt } from './tiles.ts'

type Tiles = ReturnType<typeof makeTiles>
type Context = CanvasRenderingContext2D

/** The address of a layer's tiles and its query. */
export function tileAddress(layer: Layer): [path: string, query: string] {
  const field = styledField(layer)
  return [`tiles/${layer.id}`, new URLSearchParams({ v: contentVersion(layer), ...(field ? { field } : {}) }).toString()]
}

/** Calls back for every tile of a layer in view, with the canvas scaled to tile units and clipped to the tile; `unit` is one pixel in them. */
export function eachTile(context: Context, camera: Camera, tiles: Tiles, layer: Layer, draw: (tile: Tile, unit: number) => void): void {
  for (const { at, left, top, side } of tilesInView(camera, tiles, layer)) {
    const scale = (side * 2 ** (Math.min(lastZoom, Math.max(0, Math.floor(camera.view.zoom))) - at.z)) / 4096
    const step = 2 ** (Math.min(lastZoom, Math.max(0, Math.floor(camera.view.zoom))) - at.z)
    context.save()
    context.beginPath()
    context.rect(left, top, side, side)
    context.clip()
    const [column, row] = [Math.round((left - worldOrigin(camera)[0]) / side), Math.round((top - worldOrigin(camera)[1]) / side)]
    context.translate(left - ((((column % step) + step) % step) * side), top - ((((row % step) + step) % step) * side))
    context.scale(scale, scale)
    draw(at.tile, 1 / scale)
    context.restore()
  }
}

interface Placed { at: TileAt; left: number; top: number; side: number }

function tilesInView(camera: Camera, tiles: Tiles, layer: Layer): Placed[] {
  const z = Math.min(lastZoom, Math.max(0, Math.floor(camera.view.zoom)))
  const count = 2 ** z
  const side = worldSize(camera) / count
  const [originX, originY] = worldOrigin(camera)
  const [path, query] = tileAddress(layer)
  const placed: Placed[] = []
  for (let row = Math.max(0, Math.floor(-originY / side)); row < count && originY + row * side < camera.height; row++) {
    for (let column = Math.floor(-originX / side); originX + column * side < camera.width; column++) {
      const at = tiles.get(path, query, z, ((column % count) + count) % count, row)
      if (at) placed.push({ at, left: originX + column * side, top: originY + row * side, side })
    }
  }
  return placed
}

/** Areas by class, hatched where missing, else by their layer's style; then what lies between; then their edges. */
export function paintAreas(context: Context, camera: Camera, tiles: Tiles, { areas, theme, ground }: Drawing, between: () => void): void {
  if (!areas) { between(); return }
  const colours = mapColours[theme]
  const { layer, scores } = areas
  eachTile(context, camera, tiles, layer, (tile, unit) => {
    const hatch = patternOf(context, 'missing', colours.missingLine, unit)
    context.globalAlpha = fillOpacity(layer, scores !== null, ground)
    for (const { path, tags } of tile.polygons) {
      const level = scores?.classes.get(String(tags.code)) ?? null
      context.fillStyle = scores ? (level === null ? colours.missing : severityRamp[level - 1]!) : layer.style.by.kind === 'single' ? colours.area : colourOf(layer.style, valueOf(tags), colours.missing)
      context.fill(path, 'evenodd')
      if (scores && level === null) fillWith(context, path, hatch)
    }
    context.globalAlpha = 1
  })
  between()
  eachTile(context, camera, tiles, layer, (tile, unit) => stroke(context, tile.edges, colours.edge, 0.6 * unit))
}

/** Surfaces, lines and single places of a layer. */
export function paintFeatures(context: Context, camera: Camera, tiles: Tiles, layer: Layer, { period, theme }: Drawing): void {
  const { style, opacity } = layer
  const window = period && layer.dateField !== null ? [dayOf(period.from), dayOf(period.to)] as const : null
  const shown = ({ tags }: Drawn) => window === null || (typeof tags.day === 'number' && tags.day >= window[0] && tags.day <= window[1])
  eachTile(context, camera, tiles, layer, (tile, unit) => {
    for (const one of tile.polygons.filter(shown)) {
      const colour = colourOf(style, valueOf(one.tags), noColour)
      context.fillStyle = colour
      context.globalAlpha = opacity * (style.pattern === 'none' ? 0.55 : 0.14)
      context.fill(one.path, 'evenodd')
      context.globalAlpha = opacity
      if (style.pattern !== 'none') fillWith(context, one.path, patternOf(context, style.pattern, colour, unit))
    }
    for (const one of tile.edges.filter(shown)) stroke(context, [one], colourOf(style, valueOf(one.tags), noColour), style.stroke * unit)
    for (const one of tile.lines.filter(shown)) stroke(context, [one], colourOf(style, valueOf(one.tags), noColour), Math.max(1, style.size / 2) * unit)
    for (const one of tile.points.filter(shown)) {
      context.fillStyle = colourOf(style, valueOf(one.tags), noColour)
      context.fill(one.path)
      stroke(context, [one], mapColours[theme].outline, unit)
    }
    context.globalAlpha = 1
  })
}

/** Events of the period as dots, or as circles by their sum where they are summed by cell. */
export function paintPoints(context: Context, camera: Camera, { points, period, theme }: Drawing, colourBytes: (layer: Layer) => Uint8Array | null, isSum: (layer: Layer) => boolean): void {
  for (const { layer, columns } of points) {
    if (!columns) continue
    const sums = isSum(layer)
    const window = period && layer.dateField !== null && !sums ? [dayOf(period.from), dayOf(period.to) + 1] as const : null
    const bytes = colourBytes(layer)
    context.globalAlpha = layer.opacity
    context.lineWidth = 0.8
    context.strokeStyle = mapColours[theme].outline
    for (let i = 0; i < columns.header.count; i++) {
      const day = columns.days[i]!
      if (window && !(day >= window[0] && day < window[1])) continue
      const [x, y] = toPixel(camera, columns.positions[2 * i]!, columns.positions[2 * i + 1]!)
      const radius = sums ? sumRadius(columns.weights[i]!) : layer.style.size / 2
      if (!(x > -radius && y > -radius && x < camera.width + radius && y < camera.height + radius)) continue
      context.fillStyle = bytes ? `rgb(${bytes[4 * i]} ${bytes[4 * i + 1]} ${bytes[4 * i + 2]})` : layer.style.colour
      context.beginPath()
      context.arc(x, y, Math.max(1, radius), 0, 2 * Math.PI)
      context.fill()
      if (radius >= 2 && !sums) context.stroke()
    }
    context.globalAlpha = 1
  }
}

/** The chosen areas with a dark and a light outline, the hovered one with a single one. */
export function paintSelection(context: Context, camera: Camera, tiles: Tiles, { areas, selected, hovered, theme }: Drawing): void {
  if (!areas || (selected.length === 0 && hovered === null)) return
  const colours = mapColours[theme]
  const chosen = new Set(selected)
  eachTile(context, camera, tiles, areas.layer, (tile, unit) => {
    if (hovered !== null && !chosen.has(hovered)) stroke(context, tile.edges.filter((one) => one.tags.code === hovered), colours.hover, 2 * unit)
    const edges = tile.edges.filter((one) => chosen.has(String(one.tags.code)))
    stroke(context, edges, colours.selectionDark, 4.5 * unit)
    stroke(context, edges, colours.selectionLight, 1.8 * unit)
  })
}

export function stroke(context: Context, list: Drawn[], colour: string, width: number): void {
  context.strokeStyle = colour
  context.lineWidth = width
  context.lineJoin = 'round'
  for (const { path } of list) context.stroke(path)
}

function valueOf(tags: Drawn['tags']): string | number | null {
  const { value } = tags
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function fillWith(context: Context, path: Path2D, pattern: CanvasPattern | null): void {
  if (!pattern) return
  context.fillStyle = pattern
  context.fill(path, 'evenodd')
}

const pictures = new Map<string, HTMLCanvasElement>()

function patternOf(context: Context, pattern: string, colour: string, unit: number): CanvasPattern | null {
  const key = `${pattern} ${colour}`
  const picture = pictures.get(key) ?? document.createElement('canvas')
  if (!pictures.has(key)) {
    picture.width = picture.height = 16
    picture.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(patternPixels(pattern, colour)), 16, 16), 0, 0)
    pictures.set(key, picture)
  }
  const made = context.createPattern(picture, 'repeat')
  made?.setTransform(new DOMMatrix().scale(unit / 2))
  return made
}

