import type { Bounds, LonLat } from '../../shared/model/geometry.ts'
import type { Drawing, View } from './drawing.ts'

/** What a map tells the window. `code` is the area under the pointer. */
export interface SurfaceEvents {
  onView(view: View): void
  onPointer(at: LonLat | null, pixel: [number, number], code: string | null): void
  /** A click, or Enter for the middle of the map. `tolerance` in degrees; `add` is Ctrl or Command. */
  onPick(pick: { at: LonLat; code: string | null; tolerance: number; add: boolean }): void
  onBox(codes: string[], add: boolean): void
  /** All that was asked for is drawn, or not any more. */
  onReady(ready: boolean): void
  /** The graphics card is lost: the window makes a new map. */
  onLost(): void
}

/** Pixels at the left and right that something else covers. */
export interface Beside { left: number; right: number }

/** A map, however it is drawn: WebGL or a 2-D canvas. */
export interface Surface {
  draw(drawing: Drawing): void
  showView(view: View): void
  /** Shows a box with room around it; `beside` pixels are kept free for the legend. */
  fit(bbox: Bounds, beside: Beside): void
  /** Rings around places, in the place of those before. */
  mark(places: readonly LonLat[]): void
  zoomBy(levels: number): void
  close(): void
}

export type MakeSurface = (container: HTMLElement, view: View | null, events: SurfaceEvents) => Surface
