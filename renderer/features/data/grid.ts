import type { Field } from '../../../shared/model/layer.ts'

/** The width of a column in px: what its type needs, and room for its name. */
export function columnWidth(field: Field): number {
  const needs = { text: 170, integer: 100, real: 100, boolean: 72, date: 96, datetime: 150 }[field.type]
  return Math.min(220, Math.max(needs, field.name.length * 7 + 30))
}

/** How many records a key moves the active one, null for keys that do not move it. */
export function keyStep(key: string, page: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown': return 1
    case 'ArrowUp': return -1
    case 'PageDown': return page
    case 'PageUp': return -page
    case 'Home': return -total
    case 'End': return total
    default: return null
  }
}
