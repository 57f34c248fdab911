import type { Layer } from '../../shared/model/layer.ts'

/** The query of a raster's pictures: they change with its content and its ramp. */
export function rasterQuery({ source, style }: Layer): string {
  const stops = style.ramp?.stops ?? []
  const classes: Record<string, string> = style.by.kind === 'values' ? { classes: style.by.values.map(({ value, colour }) => `${value},${colour.slice(1)}`).join(';') } : {}
  return new URLSearchParams({ v: source.sha256.slice(0, 8), ramp: stops.map(({ value, colour }) => `${value},${colour.slice(1)}`).join(';'), ...classes }).toString()
}

/** The ramp as a gradient from left to right, for the legend. */
export function rampGradient(stops: readonly { value: number; colour: string }[]): string {
  const [from, to] = [stops[0]?.value ?? 0, stops.at(-1)?.value ?? 1]
  const share = (value: number, i: number) => (to > from ? (value - from) / (to - from) : i / Math.max(1, stops.length - 1))
  return `linear-gradient(to right, ${stops.map(({ value, colour }, i) => `${colour} ${Math.round(share(value, i) * 1000) / 10}%`).join(', ')})`
}
