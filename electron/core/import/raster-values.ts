import type { LayerStyle, Ramp } from '../../../shared/model/style.ts'
import type { RasterClass } from '../formats/raster.ts'

/** What is known of a raster's values once all rows were seen; `low` and `high` are the 2nd and 98th of a hundred of an even sample. Null without any value. */
export interface RasterValues { count: number; missing: number; min: number | null; max: number | null; low: number | null; high: number | null; /** The different values, where they are few (256 at most). */ seen: number[] | null }

const sampled = 200_000
const mostDifferent = 256

/** Gathers what is known of the values of `cells` cells, row by row. */
export function createTally(cells: number): { add(values: Float32Array): void; end(): RasterValues } {
  const every = Math.max(1, Math.floor(cells / sampled))
  const sample: number[] = []
  let [seen, missing, min, max] = [0, 0, Infinity, -Infinity]
  const different = new Set<number>()
  return {
    add(values) {
      for (const value of values) {
        seen++
        if (Number.isNaN(value)) { missing++; continue }
        if (value < min) min = value
        if (value > max) max = value
        if (different.size <= mostDifferent) different.add(value)
        if (seen % every === 0 && Number.isFinite(value)) sample.push(value)
      }
    },
    end() {
      const sorted = Float64Array.from(sample).sort()
      const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? null
      const some = seen > missing
      return { count: seen, missing, min: some ? min : null, max: some ? max : null, low: at(0.02) ?? (some ? min : null), high: at(0.98) ?? (some ? max : null), seen: different.size <= mostDifferent ? [...different].toSorted((a, b) => a - b) : null }
    },
  }
}

/** Light to dark, after the blue of the page's ramps; and through a neutral middle, dry brown to wet blue-green (after ColorBrewer's BrBG). Both safe for colour-blind people. */
const sequential = ['#f4f6d9', '#b7d9b1', '#6bb6ad', '#2f86a0', '#1c4f7c', '#172a54']
const diverging = ['#8c510a', '#d8b365', '#f1ece0', '#5ab4ac', '#01665e']

/** The ramp that suits the values: diverging around 0 where they lie clearly on both sides of it, else sequential; between the 2nd and 98th of a hundred, so that a few extremes do not take the colours of all others. */
export function rampOf(values: RasterValues, unit: string): Ramp {
  const [low, high] = [values.low ?? 0, values.high ?? 1]
  if (low < 0 && high > 0 && Math.min(-low, high) > 0.05 * Math.max(-low, high)) {
    const reach = rounded(Math.max(-low, high))
    return { unit, stops: diverging.map((colour, i) => ({ value: reach * (i / 2 - 1), colour })) }
  }
  const [from, to] = low < high ? [low, high] : [low, (values.max ?? low) > low ? values.max! : low + 1]
  return { unit, stops: sequential.map((colour, i) => ({ value: from + ((to - from) * i) / (sequential.length - 1), colour })) }
}

/** To two digits, upwards. */
function rounded(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1)
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(12))
}

/** For classes that the file names without colours: distinct, none of them loud. */
const classColours = ['#4477aa', '#ccbb44', '#228833', '#ee6677', '#66ccee', '#aa3377', '#bbbbbb', '#997700', '#005f73', '#ca6702', '#7b5ea7', '#5f6b2d']
const mostClasses = 60

/** A colour for each class that occurs (or may, where there are too many cells to know), where the raster has classes. */
export function classStyle(classes: readonly RasterClass[], { seen }: RasterValues): Pick<LayerStyle, 'by'> | null {
  const shown = classes.filter(({ value }) => seen === null || seen.includes(value)).slice(0, mostClasses)
  if (shown.length === 0) return null
  return { by: { kind: 'values', field: 'value', values: shown.map(({ value, colour, name }, i) => ({ value: String(value), colour: colour || classColours[i % classColours.length]!, ...(name ? { label: name } : {}) })) } }
}
