import type { Columns } from '../../../shared/model/columns.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { colourOf, noColour, rgb } from '../colours.ts'

const colours = new WeakMap<Columns, { key: string; bytes: Uint8Array }>()

/** One RGBA colour per event by the layer's style. */
export function fillColours(layer: Layer, columns: Columns): Uint8Array {
  const key = JSON.stringify([layer.style.colour, layer.style.by])
  const found = colours.get(columns)
  if (found?.key === key) return found.bytes
  const { by } = layer.style
  const byCategory = columns.header.categories.map((value) => rgb(colourOf(layer.style, value, noColour)))
  const none = rgb(by.kind === 'single' ? layer.style.colour : noColour)
  const bytes = new Uint8Array(columns.header.count * 4)
  for (let i = 0; i < columns.header.count; i++) {
    const colour = by.kind === 'classes' ? rgb(colourOf(layer.style, columns.weights[i]!, noColour)) : by.kind === 'values' ? (byCategory[columns.categories[i]!] ?? none) : none
    bytes.set(colour, i * 4)
    bytes[i * 4 + 3] = 255
  }
  colours.set(columns, { key, bytes })
  return bytes
}
