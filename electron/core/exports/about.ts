import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HeldFile } from '../core.ts'
import type { ExportTable } from './table.ts'

/** One line of what a file says of itself. */
export interface AboutItem { item: string; value: string | number | null; note: string | null }

/** What a layer's file says of itself: what it is, whose, under which licence, how sensitive, how it was made, from which file, for whom, and every remark. Empty lines are left out. */
export function aboutItems({ layer, about }: ExportTable): AboutItem[] {
  const { source } = layer
  const crs = layer.geometry === 'none' ? null : 'EPSG:4326'
  const items: [string, string | number | null, string?][] = [
    ['layer', layer.name], ['project', about.project], ['made for', about.audience, audienceWords[about.audience]], ['kind', layer.kind], ['dimension', layer.dimension], ['rows', layer.rows],
    ['publisher', source.publisher], ['licence', source.licence], ['source date', source.date], ['source address', source.url], ['method', source.method ?? ''], ['sensitivity', source.sensitivity, sensitivityWords[source.sensitivity]],
    ['source file', source.file], ['source format', source.format], ['source SHA-256', source.sha256], ['read', source.read],
    ['coordinate system', crs, source.crs && crs && source.crs !== crs ? `converted from ${source.crs}` : undefined], ['first date', layer.from], ['last date', layer.to],
    ...about.notes.map((note): [string, string, string] => ['held back or changed', note.code, `${note.count}: ${note.sample}`]),
    ...layer.notes.map((note): [string, string, string] => ['note', note.code, `${note.count}: ${note.sample}`]),
  ]
  return items.map(([item, value, note]) => ({ item, value, note: note ?? null }))
}

/** The same as one object, for formats that hold one: repeated items are lists, what is not known is left out. */
export function aboutObject(table: ExportTable): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const { item, value, note } of aboutItems(table)) {
    if (value === null || value === '') continue
    const key = item.replaceAll(/ (.)/g, (_, letter: string) => letter.toUpperCase())
    if (item === 'note' || item === 'held back or changed') object[key] = [...((object[key] as unknown[] | undefined) ?? []), { code: value, says: note }]
    else object[key] = value
  }
  return object
}

/** Writes the lines as a file of their own beside the exported one. */
export function writeAbout(table: ExportTable, name: string, folder: string): HeldFile {
  const path = join(folder, `${randomBytes(8).toString('hex')}-${name}`)
  writeFileSync(path, aboutText(table), { mode: 0o600 })
  return { path, name }
}

/** The same as lines of text, with the fields. */
export function aboutText(table: ExportTable): string {
  const lines = aboutItems(table).filter(({ value }) => value !== null && value !== '').map(({ item, value, note }) => `${item}: ${value}${note ? ` (${note})` : ''}`)
  return `${[...lines, '', ...table.fields.map((field, i) => `field ${field.name}: ${field.type}${table.tags?.[i] ? ` ${table.tags[i]}` : ''}`)].map((line) => line.replaceAll(/[\r\n]+/g, ' ')).join('\n')}\n`
}

const audienceWords = { internal: 'the team only', partner: 'partners under an agreement', public: 'everybody' } as const
const sensitivityWords = { low: 'may be published', moderate: 'for partners; ask before it is published', high: 'could harm people if it leaks', severe: 'would put lives at risk; never leaves the team' } as const
