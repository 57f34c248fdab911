import type { AreaLabel } from '../../../shared/model/area-label.ts'
import type { View } from '../drawing.ts'
import type { SurfaceEvents } from '../surface.ts'
import { panned, toLonLat, toPixel, zoomed, type Camera } from './camera.ts'

interface Target { camera: Camera; move(view: View, done?: boolean): void; areaAt(pixel: [number, number]): string | null; areas(): AreaLabel[]; events: SurfaceEvents }

const tolerancePx = 6
const keySteps: Record<string, [number, number]> = { ArrowLeft: [100, 0], ArrowRight: [-100, 0], ArrowUp: [0, 100], ArrowDown: [0, -100] }

/** Pointer, wheel and keys of the canvas map: drag moves, Shift and drag chooses, wheel and double click zoom, a click or Enter picks. Answers a function that stops it. */
export function listenTo(canvas: HTMLCanvasElement, { camera, move, areaAt, areas, events }: Target): () => void {
  let drag: { from: [number, number]; last: [number, number]; box: boolean; moved: boolean } | null = null
  const stop = new AbortController()
  const on = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void) => canvas.addEventListener(name, listener, { signal: stop.signal, passive: false })
  const pixel = (event: MouseEvent): [number, number] => [event.offsetX, event.offsetY]
  const pick = (at: [number, number], add: boolean) => {
    const place = toLonLat(camera, ...at)
    events.onPick({ at: place, code: areaAt(at), tolerance: Math.min(5, (tolerancePx * 360) / (512 * 2 ** camera.view.zoom)), add })
  }
  on('pointerdown', (event) => {
    if (event.button !== 0) return
    canvas.setPointerCapture(event.pointerId)
    drag = { from: pixel(event), last: pixel(event), box: event.shiftKey, moved: false }
  })
  on('pointermove', (event) => {
    const at = pixel(event)
    if (!drag) { events.onPointer(toLonLat(camera, ...at), at, areaAt(at)); return }
    drag.moved ||= Math.hypot(at[0] - drag.from[0], at[1] - drag.from[1]) > 3
    if (drag.moved && !drag.box) move(panned(camera, at[0] - drag.last[0], at[1] - drag.last[1]), false)
    drag.last = at
  })
  on('pointerup', (event) => {
    if (!drag) return
    const { from, box, moved } = drag
    drag = null
    const add = event.ctrlKey || event.metaKey
    if (!moved) pick(pixel(event), add)
    else if (box) events.onBox(inBox(camera, areas(), from, pixel(event)), add)
    else move(camera.view)
  })
  on('pointercancel', () => { drag = null })
  on('pointerleave', () => events.onPointer(null, [0, 0], null))
  on('dblclick', (event) => move(zoomed(camera, 1, pixel(event))))
  on('wheel', (event) => {
    event.preventDefault()
    move(zoomed(camera, -event.deltaY / (event.deltaMode === 0 ? 300 : 8), pixel(event)))
  })
  on('keydown', (event) => {
    const step = keySteps[event.key]
    const middle: [number, number] = [camera.width / 2, camera.height / 2]
    if (step) move(panned(camera, ...step))
    else if (event.key === '+' || event.key === '=') move(zoomed(camera, 1, middle))
    else if (event.key === '-') move(zoomed(camera, -1, middle))
    else if (event.key === 'Enter') pick(middle, event.ctrlKey || event.metaKey)
    else return
    event.preventDefault()
  })
  return () => stop.abort()
}

/** Codes of the areas whose label's place lies in a box of pixels. */
function inBox(camera: Camera, areas: AreaLabel[], [ax, ay]: [number, number], [bx, by]: [number, number]): string[] {
  return areas.filter(({ at }) => {
    const [x, y] = toPixel(camera, at[0], at[1])
    return x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by)
  }).map((area) => area.code)
}
