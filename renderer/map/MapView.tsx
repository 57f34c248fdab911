import { useEffect, useMemo, useRef, useState } from 'react'
import { useTexts } from '../i18n.ts'
import { toastError } from '../app/actions.ts'
import { get, select, set, useStore } from '../app/store.ts'
import { useAreaLabels } from './areaLabels.ts'
import { BasemapLine } from './BasemapLine.tsx'
import { loadBasemaps, useBasemaps } from './basemapState.ts'
import { makeCanvasSurface } from './canvas/surface.ts'
import { useColumns } from './columns.ts'
import { drawingOf, type Drawing } from './drawing.ts'
import { webglKind, type WebglKind } from './gl/detect.ts'
import { makeGlSurface } from './gl/surface.ts'
import { groundOf } from './ground.ts'
import { Legend } from './Legend.tsx'
import { MapControls } from './MapControls.tsx'
import { pickOnMap } from './pick.ts'
import { PointerTip } from './PointerTip.tsx'
import { useFit } from './refit.ts'
import { ScaleBar } from './ScaleBar.tsx'
import type { Surface, SurfaceEvents } from './surface.ts'
import { useEvents } from './thinned.ts'
import './map.css'

const mostAttempts = 3

/** The map with what lies on it: legend, scale, north, zoom. It follows the window's state and says what is pointed at, picked and in view. */
export function MapView() {
  const { t } = useTexts()
  const container = useRef<HTMLDivElement>(null)
  const surface = useRef<Surface | null>(null)
  const [kind, setKind] = useState<WebglKind>(webglKind)
  const [attempt, setAttempt] = useState(0)
  const [tip, setTip] = useState<{ at: [number, number]; before: boolean }>({ at: [0, 0], before: false })
  const drawing = useDrawing(kind)
  const view = useStore((state) => state.view)
  const marks = useStore((state) => state.marks)
  const latest = useRef(drawing)
  latest.current = drawing

  useEffect(() => {
    const box = container.current
    if (!box) return
    const events: SurfaceEvents = {
      onView: (next) => set({ view: next }),
      onPointer: (at, pixel, code) => { set({ pointer: at, hovered: code }); setTip({ at: pixel, before: pixel[0] > box.clientWidth - 220 }) },
      onPick: (pick) => void pickOnMap(pick),
      onBox: (codes, add) => select(add ? [...new Set([...get().selected, ...codes])] : codes),
      onReady: (ready) => { if (ready) box.dataset.mapReady = 'true'; else delete box.dataset.mapReady },
      onLost: () => { if (attempt + 1 < mostAttempts) setAttempt(attempt + 1); else setKind('none') },
    }
    box.dataset.mapKind = kind
    try {
      surface.current = (kind === 'none' ? makeCanvasSurface : makeGlSurface)(box, get().view, events)
    } catch (error) {
      if (kind === 'none') throw error
      setKind('none')
      return
    }
    surface.current?.draw(latest.current)
    return () => {
      surface.current?.close()
      surface.current = null
    }
  }, [kind, attempt])

  useEffect(() => surface.current?.draw(drawing), [drawing])
  useEffect(() => { if (view) surface.current?.showView(view) }, [view])
  useFit(surface, container)
  useEffect(() => surface.current?.mark(marks), [marks, kind, attempt])
  useEffect(() => container.current?.querySelector('canvas')?.setAttribute('aria-label', t('map.canvas')), [t, kind, attempt])

  return (
    <div className="map">
      <div className="map-surface" ref={container} dir="ltr" data-map-view={view ? `${view.lon} ${view.lat} ${view.zoom}` : undefined} />
      <PointerTip {...tip} list={drawing.areas?.list ?? []} scores={drawing.areas?.scores ?? null} />
      <Legend drawing={drawing} />
      <MapControls zoomBy={(levels) => surface.current?.zoomBy(levels)} />
      <div className="map-foot">
        <svg className="map-north" viewBox="0 0 14 20" role="img" aria-label={t('map.north')}><path d="M7 1 L11.5 12 L7 9.5 L2.5 12 Z" fill="currentColor" /><path d="M4.5 19 V14 L9.5 19 V14" fill="none" stroke="currentColor" strokeWidth="1.2" /></svg>
        {view && <ScaleBar lat={view.lat} zoom={view.zoom} />}
        <BasemapLine canvas={kind === 'none'} />
      </div>
    </div>
  )
}


function useDrawing(kind: WebglKind): Drawing {
  const [layers, areaSets, areaSet, selected, hovered, run, node, period, theme, language] = [
    useStore((state) => state.layers), useStore((state) => state.areaSets), useStore((state) => state.areaSet), useStore((state) => state.selected), useStore((state) => state.hovered), useStore((state) => state.run),
    useStore((state) => state.node), useStore((state) => state.period), useStore((state) => state.theme), useStore((state) => state.language),
  ]
  const project = useStore((state) => (state.ready ? state.status?.file : undefined))
  useEffect(() => { if (project !== undefined) loadBasemaps().catch(toastError) }, [project])
  const ground = groundOf(useBasemaps((one) => one.state))
  const columns = useEvents(useColumns(layers), kind)
  const set = areaSets.find((one) => one.id === areaSet && one.hasGeometry)
  const list = useAreaLabels(layers.find((one) => one.id === set?.layer))
  return useMemo(
    () => drawingOf({ layers, areaSets, areaSet, selected, hovered, run, node, period, theme, language }, list, columns, ground),
    [layers, areaSets, areaSet, selected, hovered, run, node, period, theme, language, list, columns, ground],
  )
}
