import type { AreaInput, LayerInput, Measured } from '../input.ts'
import type { Measure } from '../../model/framework.ts'
import type { Note } from '../../model/note.ts'
import { areaLocator } from '../../geo/locate.ts'
import type { Locate } from '../../geo/locate.ts'
import { shapeOf } from '../../geo/overlay.ts'
import type { Shape } from '../../geo/overlay.ts'

/**
 * What a measure may need besides its layer. `population` and `indicators` hold one number per area; `areaKm2` too (computed where absent);
 * `level` is the area set's level, for `precision: respect`; `from` and `to` (ISO dates) override the measure's own period;
 * `populationLayer` with `populationField` serves `population-within`, `share-of-population` and the origin `population-weighted`.
 */
export interface MeasureContext {
  population?: (number | null)[]
  populationLayer?: LayerInput
  populationField?: string
  areaKm2?: (number | null)[]
  indicators?: Record<string, (number | null)[]>
  level?: number | null
  from?: string | null
  to?: string | null
}

/** One measure on its way: what to compute, over what, and the rows of the layer that take part. */
export interface Task { measure: Measure; areas: AreaInput; layer: LayerInput; rows: Int32Array; context: MeasureContext; notes: Note[] }

export function measured(values: (number | null)[]): Measured {
  const clean = values.map((v) => (v === null || !Number.isFinite(v) ? null : v))
  return { values: clean, coverage: clean.map((v) => (v === null ? 0 : 1)) }
}

const locators = new WeakMap<AreaInput, Locate>()
/** The locator of an area set, made once for all measures over it. */
export function locatorOf(areas: AreaInput): Locate {
  let locate = locators.get(areas)
  if (!locate) locators.set(areas, (locate = areaLocator(areas.geometries)))
  return locate
}

const shapes = new WeakMap<object, Map<number, Shape | null>>()
/** The shape of one geometry of an area set or layer, made once. */
export function shapeAt(owner: { geometries: AreaInput['geometries'] | LayerInput['geometries'] }, index: number): Shape | null {
  let known = shapes.get(owner)
  if (!known) shapes.set(owner, (known = new Map()))
  let shape = known.get(index)
  if (shape === undefined) known.set(index, (shape = shapeOf(owner.geometries?.[index] ?? null)))
  return shape
}

/** Adds a note when it concerns at least one record. */
export function remark(notes: Note[], code: string, count: number, sample: string): void {
  if (count > 0) notes.push({ code, count, sample })
}
