import type { LonLat } from '../../../shared/model/geometry.ts'
import { loadBasemap, type Basemap } from '../basemap.ts'
import type { Drawing, View } from '../drawing.ts'
import { fillColours } from '../gl/fillColours.ts'
import type { MakeSurface, Surface } from '../surface.ts'
import { isCells } from '../thinned.ts'
import { fitted, zoomed, type Camera } from './camera.ts'
import { paintBorders, paintLabels, paintLand } from './ground.ts'
import { listenTo } from './input.ts'
import { paintMarks } from './marks.ts'
import { eachTile, paintAreas, paintFeatures, paintPoints, paintSelection, stroke } from './paint.ts'
import { makePictures } from './pictures.ts'
import { makeTiles } from './tiles.ts'
import { mapColours } from '../colours.ts'

/** The map on a 2-D canvas, for machines that refuse WebGL: the same tiles, events, selection and labels. */
export const makeCanvasSurface: MakeSurface = (container, view, events): Surface => {
  const canvas = document.createElement('canvas')
  canvas.className = 'map-canvas'
  canvas.tabIndex = 0
  canvas.setAttribute('role', 'region')
  container.append(canvas)
  const context = canvas.getContext('2d')!
  const camera: Camera = { view: view ?? { lon: 20, lat: 5, zoom: 1.2 }, width: 1, height: 1 }
  let basemap: Basemap | null = null
  let drawing: Drawing | null = null
  let marked: readonly LonLat[] = []
  let frame = 0
  let closed = false
  /** The part of a tile that shows, so that its reach beyond is not hit. */
  const tileBox = new Path2D()
  tileBox.rect(0, 0, 4096, 4096)

  const redraw = () => { if (!frame && !closed) frame = requestAnimationFrame(paint) }
  const tiles = makeTiles(redraw)
  const pictures = makePictures(redraw)
  const paint = () => {
    frame = 0
    if (!drawing || closed) return
    const now = drawing
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    paintLand(context, camera, basemap, now)
    const own = now.ground.kind === 'file' && now.ground.file.kind === 'raster' ? now.ground.file : null
    if (own) { if (basemap) paintBorders(context, camera, basemap, now); pictures.paintBasemap(context, camera, own) }
    for (const { layer, below } of now.rasters) if (below) pictures.paint(context, camera, layer)
    paintAreas(context, camera, tiles, now, () => { for (const { layer, below } of now.rasters) if (!below) pictures.paint(context, camera, layer) })
    for (const layer of [...now.polygons, ...now.lines]) paintFeatures(context, camera, tiles, layer, now)
    if (!own && now.ground.kind !== 'plain') paintBorders(context, camera, basemap, now)
    for (const { layer, coarser } of now.outlines) if (coarser || camera.view.zoom >= 6) eachTile(context, camera, tiles, layer, (tile, unit) => stroke(context, tile.edges, mapColours[now.theme].edge, (coarser ? 1.2 : 0.4) * unit))
    paintPoints(context, camera, now, (layer) => colourBytes(now, layer.id), (layer) => sums(now, layer.id))
    paintSelection(context, camera, tiles, now)
    paintLabels(context, camera, basemap, now)
    paintMarks(context, camera, marked)
    events.onReady(basemap !== null && tiles.pending() === 0 && pictures.pending() === 0 && now.points.every((one) => one.columns))
  }
  const move = (next: View, done = true) => {
    camera.view = next
    if (done) events.onView(next)
    redraw()
  }
  const areaAt = ([px, py]: [number, number]): string | null => {
    let code: string | null = null
    if (!drawing?.areas) return null
    const ratio = devicePixelRatio
    eachTile(context, camera, tiles, drawing.areas.layer, (tile) => {
      if (!context.isPointInPath(tileBox, px * ratio, py * ratio)) return
      for (const one of tile.polygons) if (code === null && context.isPointInPath(one.path, px * ratio, py * ratio, 'evenodd')) code = String(one.tags.code)
    })
    return code
  }
  const fitCanvas = () => {
    camera.width = Math.max(1, container.clientWidth)
    camera.height = Math.max(1, container.clientHeight)
    canvas.width = Math.round(camera.width * devicePixelRatio)
    canvas.height = Math.round(camera.height * devicePixelRatio)
    canvas.style.width = `${camera.width}px`
    canvas.style.height = `${camera.height}px`
    redraw()
  }
  fitCanvas()
  const resize = new ResizeObserver(fitCanvas)
  resize.observe(container)
  const stop = listenTo(canvas, { camera, move, areaAt, areas: () => drawing?.areas?.list ?? [], events })
  void loadBasemap().then((world) => { basemap = world; redraw() })

  return {
    draw(next) { drawing = next; redraw() },
    showView(next) { if (next !== camera.view) move(next, false) },
    fit(bbox, beside) { move(fitted(camera, bbox, beside)) },
    mark(places) { marked = places; redraw() },
    zoomBy(levels) { move(zoomed(camera, levels, [camera.width / 2, camera.height / 2])) },
    close() {
      closed = true
      cancelAnimationFrame(frame)
      resize.disconnect()
      tiles.close()
      pictures.close()
      stop()
      canvas.remove()
    },
  }
}

function colourBytes(drawing: Drawing, id: number): Uint8Array | null {
  const point = drawing.points.find((one) => one.layer.id === id)
  return point?.columns ? fillColours(point.layer, point.columns) : null
}

function sums(drawing: Drawing, id: number): boolean {
  const columns = drawing.points.find((one) => one.layer.id === id)?.columns
  return columns ? isCells(columns) : false
}
