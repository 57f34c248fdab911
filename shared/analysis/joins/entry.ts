import type { JoinRow } from '../../model/join.ts'

/** An area as tables are joined to it: all names it is known by (its own first) and its parents, the nearest first. */
export interface JoinArea { code: string; names: string[]; path: { code: string; names: string[] }[] }

/** One different entry of a table: its text, that of its parent where a field tells it, the code and the name that its rows carry beside it (null: none or several), and how many rows have it. */
export interface JoinEntry { entry: string; within: string | null; code: string | null; name: string | null; rows: number }

/** A key for an entry within its parent. */
export function entryKey(entry: string, within: string | null): string {
  return `${within ?? ''}\u0000${entry}`
}

const placeholder = /^(n\/?a|#n\/a|#value!|none|null|nan|nil|unknown|undefined|tbd|x+|\?+|-+|\.+|0+|9{3,})$|x{3,}$/i
const total = /^(grand |sub-?|sous-?)?(total|totals|totaux|totales|sum|somme|suma|overall|national|nacional|all|tous|todos|ensemble|country|country total|total general|total pays|total pais)$|^(grand |sub-?|sous-?)?total\b|\b(sub-?|sous-?)?total$|^(ال)?(مجموع|اجمالي|إجمالي)/i
const others = /\b(idps?|pdis?|refugees?|refugies?|refugiad[oa]s?|camps?|campamentos?|sites? de (deplaces|refugies)|settlements?|livelihoods?|lz|in-?accessible|accessible|returnees?|retournes?|retornad[oa]s?|deplaces?|desplazad[oa]s?|displaced|host communit(y|ies)|communautes? hotes?|nomad(s|es|ic)?)\b|نازح|لاجئ|مخيم|\(\d+\)\s*$/i

/** Whether a cell says that its row sums the others up: a word for totals and nothing else. */
export function isTotal(text: string): boolean {
  return /^((grand|sub|sous|overall)[- ]?)?(totals?|totaux|totales|suma|ensemble|المجموع|الإجمالي|итого|всего)( (general|général|country|pays|pa[ií]s|national))?:?$/i.test(text.trim())
}

/** Why an entry is never looked for by name: it says nothing, holds a place open, adds others up, or names people or places that are no administrative unit. Null for all others. */
export function neverByName(entry: string): JoinRow['never'] {
  const text = entry.trim()
  if (text === '') return 'empty'
  if (placeholder.test(text)) return 'placeholder'
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '')
  if (isTotal(text) || total.test(plain)) return 'total'
  return others.test(plain) ? 'not-an-area' : null
}

/** Codes that hold a place open (`SO-XXX`) or say nothing: they never match anything but themselves. */
export function isPlaceholder(code: string): boolean {
  return code.trim() === '' || placeholder.test(code.trim())
}
