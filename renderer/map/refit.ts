import { useEffect, useRef, type RefObject } from 'react'
import { get, useStore } from '../app/store.ts'
import type { Bounds } from '../../shared/model/geometry.ts'
import type { View } from './drawing.ts'
import type { Beside, Surface } from './surface.ts'

const legendPx = 200
const still = { degrees: 1e-6, zoom: 1e-6 }

/** Shows the box that was asked for last beside the legend, and again when the legend changes sides or the map its size, as long as nobody has moved the map since. */
export function useFit(surface: RefObject<Surface | null>, container: RefObject<HTMLElement | null>): void {
  const flight = useStore((state) => state.flyTo)
  const rightToLeft = useStore((state) => state.language === 'ar')
  const fitted = useRef<{ bbox: Bounds; view: View | null } | null>(null)
  const turned = useRef(rightToLeft)
  turned.current = rightToLeft
  const fit = useRef((bbox: Bounds) => {
    surface.current?.fit(bbox, besideLegend(container.current, turned.current))
    fitted.current = { bbox, view: get().view }
  })
  const again = useRef(() => {
    const last = fitted.current
    const view = get().view
    if (last?.view && view && isSame(last.view, view)) fit.current(last.bbox)
  })
  useEffect(() => { if (flight) fit.current(flight.bbox) }, [flight])
  useEffect(() => again.current(), [rightToLeft])
  useEffect(() => {
    const box = container.current
    if (!box) return
    let frame = 0
    const observer = new ResizeObserver(() => { cancelAnimationFrame(frame); frame = requestAnimationFrame(() => again.current()) })
    observer.observe(box)
    return () => { cancelAnimationFrame(frame); observer.disconnect() }
  }, [container])
}

/** On a map that is wide enough, what one goes to does not lie under the legend. */
function besideLegend(box: HTMLElement | null, rightToLeft: boolean): Beside {
  const legend = box?.parentElement?.querySelector<HTMLElement>('.map-legend')?.offsetWidth ?? legendPx
  const room = (box?.clientWidth ?? 0) >= 640 ? legend : 0
  return rightToLeft ? { left: 0, right: room } : { left: room, right: 0 }
}

function isSame(a: View, b: View): boolean {
  return Math.abs(a.lon - b.lon) < still.degrees && Math.abs(a.lat - b.lat) < still.degrees && Math.abs(a.zoom - b.zoom) < still.zoom
}
