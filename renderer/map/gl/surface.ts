import { MapLibreOverlay } from '@deck.gl/maplibre'
import { Map as MapLibre, setWorkerUrl, type MapMouseEvent, type PointLike } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { LonLat } from '../../../shared/model/geometry.ts'
import { toastError } from '../../app/actions.ts'
import { headers } from '../../host.ts'
import { loadBasemap, type Basemap } from '../basemap.ts'
import type { Drawing, View } from '../drawing.ts'
import type { MakeSurface, Surface, SurfaceEvents } from '../surface.ts'
import { fontFaces } from './fonts.ts'
import { makeMarks } from './marks.ts'
import { patternsOf, supplyPatterns } from './patterns.ts'
import { pointLayers } from './points.ts'
import { makeStates } from './states.ts'
import { syncStyle } from './sync.ts'
import { ceiling, wantedStyle, type Wanted } from './wanted.ts'

setWorkerUrl(new URL(workerUrl, document.baseURI).href)

const tolerancePx = 6

/** The map by WebGL: MapLibre for tiles and labels, deck.gl for events, in one picture. Throws where the machine refuses WebGL. */
export const makeGlSurface: MakeSurface = (container, view, events): Surface => {
  const map = makeMap(container, view, events)
  const states = makeStates(map)
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [], onAfterRender: () => { eventsDrawn = true; settle() } })
  let overlaid = false
  let basemap: Basemap | null = null
  let drawing: Drawing | null = null
  let styled: Wanted | null = null
  let idle = false
  let eventsDrawn = true
  let loaded = false
  let closed = false

  const settle = () => { if (!closed && loaded && idle && eventsDrawn && basemap && drawing && drawing.points.every((one) => one.columns)) events.onReady(true) }
  const drawNow = () => {
    if (!loaded || !drawing || closed) return
    const next = wantedStyle(drawing, basemap)
    supplyPatterns(map, patternsOf(drawing))
    if (JSON.stringify(styled?.sources.areas) !== JSON.stringify(next.sources.areas)) states.forget()
    syncStyle(map, next, styled)
    styled = next
    states.apply(drawing)
    showEvents(pointLayers(drawing))
    idle = false
    map.triggerRepaint()
  }
  const showEvents = (layers: ReturnType<typeof pointLayers>) => {
    if (layers.length && !overlaid) {
      map.addControl(overlay)
      overlaid = true
    }
    if (!overlaid) return
    eventsDrawn = layers.length === 0
    overlay.setProps({ layers })
  }
  /** deck.gl gives its layers their place among the map's only while no source loads: what came too early is handed over again. */
  const eventsLackPlace = () => overlaid && drawing !== null && pointLayers(drawing).length > 0 && !map.getLayersOrder().some((id) => id.endsWith(`:${ceiling}`))

  map.on('load', () => { loaded = true; drawNow() })
  map.on('idle', () => {
    if (drawing && eventsLackPlace() && map.isStyleLoaded()) { showEvents(pointLayers(drawing)); map.triggerRepaint(); return }
    idle = true
    settle()
  })
  map.on('moveend', () => events.onView(viewOf(map)))
  map.on('webglcontextlost', () => events.onLost())
  map.on('error', (event) => {
    const { error } = event
    // A tile of the analyst's own basemap that cannot be drawn leaves a hole, not a message for each.
    if ('sourceId' in event && event.sourceId === 'basemap') return
    if (!(error instanceof DOMException) && !('status' in error && error.status === 404)) toastError(error)
  })
  listen(map, events)
  void loadBasemap().then((world) => { basemap = world; drawNow() })

  return {
    draw(next) {
      const onlyHover = drawing !== null && Object.keys(next).every((key) => key === 'hovered' || next[key as keyof Drawing] === drawing?.[key as keyof Drawing])
      drawing = next
      if (onlyHover) {
        if (loaded) states.apply(next)
        return
      }
      events.onReady(false)
      drawNow()
    },
    showView(next) {
      const now = viewOf(map)
      if (Math.abs(now.lon - next.lon) + Math.abs(now.lat - next.lat) + Math.abs(now.zoom - next.zoom) > 1e-6) map.jumpTo({ center: [next.lon, next.lat], zoom: next.zoom })
    },
    fit: (bbox, beside) => { map.fitBounds(bbox, { padding: { top: 28, bottom: 28, left: 28 + beside.left, right: 28 + beside.right }, animate: false, maxZoom: 12 }) },
    mark: makeMarks(map),
    zoomBy: (levels) => { map.zoomTo(map.getZoom() + levels, { animate: false }) },
    close() {
      closed = true
      map.remove()
    },
  }
}

function makeMap(container: HTMLElement, view: View | null, events: SurfaceEvents): MapLibre {
  return new MapLibre({
    container, style: { version: 8, 'font-faces': fontFaces(), sources: {}, layers: [] },
    center: view ? [view.lon, view.lat] : [20, 5], zoom: view?.zoom ?? 1.2, minZoom: 0, maxZoom: 18, maxPitch: 0,
    attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0, refreshExpiredTiles: false, validateStyle: false,
    transformRequest: (url) => ({ url, headers: headers({}) }), boxZoom: { boxZoomEnd: (map, from, to, event) => events.onBox(codesAt(map, [from, to]), event.ctrlKey || event.metaKey) },
  })
}

function viewOf(map: MapLibre): View {
  const { lng, lat } = map.getCenter().wrap()
  return { lon: lng, lat, zoom: map.getZoom() }
}

/** Codes of the shown areas at a pixel or in a box of pixels. */
function codesAt(map: MapLibre, where: PointLike | [PointLike, PointLike]): string[] {
  if (!map.getLayer('areas-fill')) return []
  return [...new Set(map.queryRenderedFeatures(where, { layers: ['areas-fill'] }).map((one) => String(one.properties.code)))]
}

function listen(map: MapLibre, events: SurfaceEvents): void {
  const pick = (point: { x: number; y: number }, add: boolean) => {
    const at = map.unproject([point.x, point.y]).wrap()
    const beside = map.unproject([point.x + tolerancePx, point.y]).wrap()
    events.onPick({ at: [at.lng, at.lat], code: codesAt(map, [point.x, point.y])[0] ?? null, tolerance: Math.min(5, Math.abs(beside.lng - at.lng)), add })
  }
  let waiting: MapMouseEvent | null = null
  map.on('mousemove', (event) => {
    if (waiting === null) requestAnimationFrame(() => {
      if (!waiting) return
      const { lng, lat } = waiting.lngLat.wrap()
      events.onPointer([lng, lat] satisfies LonLat, [waiting.point.x, waiting.point.y], map.isMoving() ? null : (codesAt(map, waiting.point)[0] ?? null))
      waiting = null
    })
    waiting = event
  })
  map.on('mouseout', () => { waiting = null; events.onPointer(null, [0, 0], null) })
  map.on('click', (event) => pick(event.point, event.originalEvent.ctrlKey || event.originalEvent.metaKey))
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.getCanvas().addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    const { clientWidth, clientHeight } = map.getContainer()
    pick({ x: clientWidth / 2, y: clientHeight / 2 }, event.ctrlKey || event.metaKey)
  })
}
