import type { Field } from '../../../shared/model/layer.ts'
import type { ExportValue } from './table.ts'

/** A column of a .dbf. `decimals` counts only with `N`; `cut` counts texts that were longer than a .dbf holds. */
export interface DbfColumn { name: string; original: string; type: 'C' | 'N' | 'F' | 'L' | 'D'; width: number; decimals: number; cut: number; cell(value: ExportValue): string }

/** What the values of a field need: the longest text in bytes, digits before and after the point, and whether all are whole. */
export interface ColumnNeed { bytes: number; whole: number; decimals: number; plain: boolean; allWhole: boolean; badDates: boolean; cut: number }

const longestText = 254
const longestNumber = 20

export function newNeed(): ColumnNeed {
  return { bytes: 1, whole: 1, decimals: 0, plain: true, allWhole: true, badDates: false, cut: 0 }
}

export function addNeed(need: ColumnNeed, value: ExportValue): void {
  if (value === null) return
  const text = String(value)
  const bytes = Buffer.byteLength(text)
  if (bytes > need.bytes) need.bytes = bytes
  if (bytes > longestText) need.cut += 1
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) need.allWhole = false
    const parts = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
    if (!parts) { need.plain = false; return }
    need.whole = Math.max(need.whole, parts[1]!.length)
    need.decimals = Math.max(need.decimals, parts[2]?.length ?? 0)
  } else if (!/^\d{4}-\d\d-\d\d$/.test(text)) need.badDates = true
}

/** The columns of a .dbf for fields: names of ten bytes at most, each once; numbers by the width that their values need, in floating form where a fixed one would lose digits. */
export function dbfColumns(fields: readonly Field[], needs: readonly ColumnNeed[]): DbfColumn[] {
  const names = shortNames(fields.map((field) => field.name))
  return fields.map((field, i): DbfColumn => {
    const need = needs[i]!
    const base = { name: names[i]!, original: field.name, decimals: 0, cut: 0 }
    const text = (value: ExportValue) => (value === null ? '' : String(value))
    if (field.type === 'boolean') return { ...base, type: 'L', width: 1, cell: (value) => (value === null ? '?' : value === true ? 'T' : 'F') }
    if (field.type === 'date' && !need.badDates) return { ...base, type: 'D', width: 8, cell: (value) => text(value).replaceAll('-', '') }
    if (field.type === 'integer' || field.type === 'real') {
      const decimals = field.type === 'real' && need.allWhole ? 1 : need.decimals
      const width = need.whole + (decimals > 0 ? decimals + 1 : 0)
      if (need.plain && width <= longestNumber) return { ...base, type: 'N', width, decimals, cell: (value) => (value === null ? '' : typeof value === 'number' && decimals > 0 ? fixed(value, decimals) : text(value)) }
      return { ...base, type: 'F', width: Math.max(need.bytes, 3), decimals: 1, cell: text }
    }
    return { ...base, type: 'C', width: Math.min(need.bytes, longestText), cut: need.cut, cell: text }
  })
}

/** The shortest text of the number with zeros added up to the decimals of its column. */
function fixed(value: number, decimals: number): string {
  const text = String(value)
  const at = text.indexOf('.')
  return at < 0 ? `${text}.${'0'.repeat(decimals)}` : text + '0'.repeat(decimals - (text.length - at - 1))
}

/** Names of at most ten bytes: spaces become underscores, repeated ones get a number. */
export function shortNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = name.replace(/[\u0000-\u001f\u007f\s]+/g, '_').replace(/^_+|_+$/g, '') || 'field'
    let short = cutBytes(plain, 10)
    for (let n = 1; taken.has(short.toLowerCase()); n++) short = `${cutBytes(plain, 10 - String(n).length - 1)}_${n}`
    taken.add(short.toLowerCase())
    return short
  })
}

/** The longest start of a text that takes at most `bytes` bytes, whole characters only. */
export function cutBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let short = ''
  let used = 0
  for (const character of text) {
    used += Buffer.byteLength(character)
    if (used > bytes) break
    short += character
  }
  return short
}
