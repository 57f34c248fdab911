import type { Map as MapLibre } from 'maplibre-gl'
import type { Theme } from '../../app/store.ts'
import { mapColours, noColour, rgb, styleColours } from '../colours.ts'
import type { Drawing } from '../drawing.ts'

const side = 16

/** The name of the picture that fills a surface with a pattern in a colour. */
export function patternName(pattern: string, colour: string): string {
  return `${pattern} ${colour}`
}

export function missingPattern(theme: Theme): string {
  return patternName('missing', mapColours[theme].missingLine)
}

/** Gives the map the patterns of a drawing before a layer asks for them. */
export function supplyPatterns(map: MapLibre, names: string[]): void {
  for (const name of names) {
    const [pattern, colour] = name.split(' ')
    if (pattern && colour && !map.hasImage(name)) map.addImage(name, { width: side, height: side, data: patternPixels(pattern, colour) }, { pixelRatio: 2 })
  }
}

/** The patterns that a drawing needs. */
export function patternsOf({ polygons, theme }: Drawing): string[] {
  return [missingPattern(theme), ...polygons.flatMap(({ style }) => (style.pattern === 'none' ? [] : [...styleColours(style), noColour].map((colour) => patternName(style.pattern, colour))))]
}

/** RGBA pixels of one repeat of a pattern, 16 by 16; repeats meet without a seam. */
export function patternPixels(pattern: string, colour: string): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(side * side * 4)
  const [red, green, blue] = rgb(colour)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const strength = inked(pattern, x, y)
      if (strength > 0) pixels.set([red, green, blue, Math.round(255 * strength)], (y * side + x) * 4)
    }
  }
  return pixels
}

function inked(pattern: string, x: number, y: number): number {
  const up = stripe((x + y) % side, 2.6)
  if (pattern === 'lines') return up
  if (pattern === 'cross') return Math.max(up, stripe((x - y + side) % side, 2.6))
  if (pattern === 'dots') return (x >> 3) === (y >> 3) ? Math.max(0, Math.min(1, 2.9 - Math.hypot((x % 8) - 3.5, (y % 8) - 3.5))) : 0
  return stripe(((x + y) % side) % 8, 1.2)
}

/** How far a position lies in a stripe of a width around the start of its repeat. */
function stripe(at: number, width: number): number {
  const distance = Math.min(at, Math.abs(side - at))
  return Math.max(0, Math.min(1, width / 2 + 0.5 - distance))
}
