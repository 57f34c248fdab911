import { useEffect, useRef, useState } from 'react'
import type { ImportPreview, PreviewMap } from '../../../shared/model/import.ts'
import type { Bounds } from '../../../shared/model/geometry.ts'
import { useStore, type Theme } from '../../app/store.ts'
import { useTexts, type Texts } from '../../i18n.ts'
import { loadBasemap, type Basemap } from '../../map/basemap.ts'
import { fitted, toPixel, type Camera } from '../../map/canvas/camera.ts'
import { paintBorders, paintLabels, paintLand } from '../../map/canvas/ground.ts'
import { political } from '../../map/ground.ts'
import { ToggleButton } from '../../ui/Button.tsx'

const leastDegrees = 5
const ink: Record<Theme, { line: string; point: string; odd: string }> = { light: { line: '#0a6b70', point: '#0a6b70', odd: '#b3261e' }, dark: { line: '#6fd0cb', point: '#6fd0cb', odd: '#ff8a7a' } }

/** Where the first records lie, on the basemap: points and outlines, and what is odd about some. */
export function ImportMap({ preview }: { preview: ImportPreview }) {
  const texts = useTexts()
  const { t } = texts
  const theme = useStore((state) => state.theme)
  const { language } = texts
  const canvas = useRef<HTMLCanvasElement>(null)
  const [basemap, setBasemap] = useState<Basemap | null>(null)
  const [odd, setOdd] = useState(false)
  const { map } = preview
  useEffect(() => { let there = true; void loadBasemap().then((world) => { if (there) setBasemap(world) }); return () => { there = false } }, [])
  useEffect(() => {
    const element = canvas.current
    if (!element || !map) return
    const draw = () => paint(element, map, basemap, { theme, language, odd })
    draw()
    const resize = new ResizeObserver(draw)
    resize.observe(element.parentElement ?? element)
    return () => resize.disconnect()
  }, [map, basemap, theme, language, odd])
  if (!map || (map.box === null && map.odd.length === 0)) return null
  const places = map.odd.some((one) => one.points.length > 0)
  return (
    <section className="import-map" aria-label={t('data.map')}>
      <div className="import-map-head"><h3>{t('data.map')}</h3>{places && <ToggleButton small label={t('data.map.odd')} isSelected={odd} onChange={setOdd}>{t('data.map.odd')}</ToggleButton>}</div>
      <div className="import-map-canvas" dir="ltr"><canvas ref={canvas} role="img" aria-label={describe(map, texts)} /></div>
      {map.odd.length > 0 && <ul className="import-odd">{map.odd.map((one) => <li key={one.code}><span className="odd-mark" aria-hidden>×</span>{t(`data.odd.${one.code}`, { count: one.count })}</li>)}</ul>}
    </section>
  )
}

function describe(map: PreviewMap, { t, number }: Texts): string {
  const [west, south, east, north] = map.box ?? [0, 0, 0, 0]
  const figure = (value: number) => number(value, { maximumFractionDigits: 2 })
  return map.box ? t('data.map.describe', { west: figure(west), south: figure(south), east: figure(east), north: figure(north) }) : t('data.map')
}

function paint(element: HTMLCanvasElement, map: PreviewMap, basemap: Basemap | null, look: { theme: Theme; language: 'en' | 'fr' | 'es' | 'ar'; odd: boolean }): void {
  const context = element.getContext('2d')
  const [width, height] = [element.clientWidth, element.clientHeight]
  if (!context || width === 0) return
  element.width = Math.round(width * devicePixelRatio)
  element.height = Math.round(height * devicePixelRatio)
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
  const camera: Camera = { view: { lon: 0, lat: 0, zoom: 0 }, width, height }
  camera.view = fitted(camera, roomy(boxOf(map, look.odd)), { left: 0, right: 0 })
  const drawing = { theme: look.theme, language: look.language, areas: null, ground: political }
  paintLand(context, camera, basemap, drawing)
  paintBorders(context, camera, basemap, drawing)
  const { line, point, odd } = ink[look.theme]
  context.strokeStyle = line
  context.lineWidth = 1
  for (const path of map.lines) trace(context, camera, path)
  context.fillStyle = point
  context.globalAlpha = 0.75
  for (const [lon, lat] of map.points) dot(context, camera, lon, lat)
  context.globalAlpha = 1
  context.strokeStyle = odd
  context.lineWidth = 2
  for (const one of map.odd) for (const [lon, lat] of one.points) cross(context, camera, lon, lat)
  paintLabels(context, camera, basemap, drawing)
}

function trace(context: CanvasRenderingContext2D, camera: Camera, path: readonly [number, number][]): void {
  context.beginPath()
  path.forEach(([lon, lat], i) => { const [x, y] = toPixel(camera, lon, lat); if (i === 0) context.moveTo(x, y); else context.lineTo(x, y) })
  context.stroke()
}

function dot(context: CanvasRenderingContext2D, camera: Camera, lon: number, lat: number): void {
  const [x, y] = toPixel(camera, lon, lat)
  context.beginPath()
  context.arc(x, y, 2.5, 0, 2 * Math.PI)
  context.fill()
}

function cross(context: CanvasRenderingContext2D, camera: Camera, lon: number, lat: number): void {
  const [x, y] = toPixel(camera, lon, lat)
  context.beginPath()
  context.moveTo(x - 4, y - 4); context.lineTo(x + 4, y + 4)
  context.moveTo(x + 4, y - 4); context.lineTo(x - 4, y + 4)
  context.stroke()
}

function boxOf(map: PreviewMap, withOdd: boolean): Bounds {
  const box: Bounds = map.box ? [...map.box] : [0, 0, 0, 0]
  for (const [lon, lat] of withOdd || !map.box ? map.odd.flatMap((one) => one.points) : []) {
    box[0] = Math.min(box[0], lon); box[1] = Math.min(box[1], lat); box[2] = Math.max(box[2], lon); box[3] = Math.max(box[3], lat)
  }
  return box
}

/** A box with room around it, at least some degrees wide, so that one sees which country it is. */
function roomy([west, south, east, north]: Bounds): Bounds {
  const [x, y] = [Math.max((east - west) * 0.15, (leastDegrees - (east - west)) / 2), Math.max((north - south) * 0.15, (leastDegrees - (north - south)) / 2)]
  return [Math.max(-180, west - x), Math.max(-85, south - y), Math.min(180, east + x), Math.min(85, north + y)]
}
