import type { LayerStyle } from '../../shared/model/style.ts'
import type { Theme } from '../app/store.ts'
import { severityRamp } from '../ui/dimensions.ts'

export { severityRamp }

/** What a style has no colour for. */
export const noColour = '#b5bfc8'

export interface MapColours { water: string; land: string; border: string; edge: string; label: string; halo: string; area: string; missing: string; missingLine: string; selectionDark: string; selectionLight: string; hover: string; outline: string }

/** The quiet part of the map: almost white land and pale water, so that the threat is what one sees. */
export const mapColours: Record<Theme, MapColours> = {
  light: { water: '#e3eaef', land: '#fafaf8', border: '#8b98a3', edge: '#5b6a77', label: '#33424e', halo: '#ffffff', area: '#e6ebe9', missing: '#eceff2', missingLine: '#b5bfc8', selectionDark: '#101920', selectionLight: '#ffffff', hover: '#0a6b70', outline: '#ffffff' },
  dark: { water: '#121a21', land: '#212c35', border: '#6b7a87', edge: '#8b9aa7', label: '#dbe3ea', halo: '#121a21', area: '#2b3842', missing: '#2b3740', missingLine: '#566673', selectionDark: '#05090c', selectionLight: '#ffffff', hover: '#6fd0cb', outline: '#10171d' },
}

/** The colour of one value by a layer's style. `missing` for a value that no class or entry covers. */
export function colourOf(style: LayerStyle, value: string | number | null, missing: string): string {
  const { by } = style
  if (by.kind === 'single') return style.colour
  if (by.kind === 'values') return by.values.find((entry) => entry.value === String(value))?.colour ?? missing
  if (typeof value !== 'number' || Number.isNaN(value)) return missing
  return by.colours[classIndex(value, innerBreaks(by.breaks, by.colours.length))] ?? missing
}

/** The place of a value among classes that these bounds part; a bound belongs to the class above it. */
export function classIndex(value: number, breaks: number[]): number {
  return breaks.filter((bound) => value >= bound).length
}

/** The bounds between as many classes as there are colours: outer bounds, where a style has them, are left out. */
export function innerBreaks(breaks: number[], colours: number): number[] {
  return breaks.length === colours + 1 ? breaks.slice(1, -1) : breaks.slice(0, Math.max(0, colours - 1))
}

export function rgb(colour: string): [number, number, number] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number]
}

/** All colours that a style uses. */
export function styleColours(style: LayerStyle): string[] {
  const { by } = style
  return [...new Set([style.colour, ...(by.kind === 'classes' ? by.colours : by.kind === 'values' ? by.values.map((one) => one.colour) : [])])]
}
