import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ImportOptions } from '../../../shared/model/import.ts'
import type { Source } from '../../../shared/model/source.ts'
import type { Db } from './database.ts'
import { getLayer } from './layers.ts'
import { write } from './write.ts'

/** A row of `atlas_import_templates` as changes carry it; `columns`, `options`, `source` and `key` are JSON. */
export interface StoredTemplate { name: string; format: string; sublayer: string; stem: string; columns: string; options: string; source: string; layer: number | null; mode: 'new' | 'replace' | 'append' | 'update'; key: string; file: string; used_at: string }

/** The same, read. */
export interface TemplateRecord extends Omit<StoredTemplate, 'columns' | 'options' | 'source' | 'key'> { id: number; columns: string[]; options: ImportOptions; source: TemplateSource; key: string[] }

/** What of a source card holds for the next file of the source too. */
export type TemplateSource = Partial<Pick<Source, 'publisher' | 'licence' | 'url' | 'sensitivity'>>

const columns = ['name', 'format', 'sublayer', 'stem', 'columns', 'options', 'source', 'layer', 'mode', 'key', 'file', 'used_at'] as const

/** All templates, the one used last first. Projects of older schemas, opened to look at only, have none. */
export function listTemplates(db: Db): TemplateRecord[] {
  if (db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'atlas_import_templates'").get() === undefined) return []
  return db.prepare<[], StoredTemplate & { id: number }>('SELECT * FROM atlas_import_templates ORDER BY used_at DESC, id DESC').all().map((row) => ({
    ...row, columns: JSON.parse(row.columns) as string[], options: JSON.parse(row.options) as ImportOptions, source: JSON.parse(row.source) as TemplateSource, key: JSON.parse(row.key) as string[],
  }))
}

/** A template by its name. Throws `UNKNOWN_TEMPLATE` with the names there are. */
export function requireTemplate(db: Db, name: string): TemplateRecord {
  const all = listTemplates(db)
  const found = all.find((one) => one.name === name)
  if (!found) throw new AtlasError('UNKNOWN_TEMPLATE', `No import template is called "${name}". Templates here: ${all.length > 0 ? all.map((one) => one.name).join(', ') : 'none yet'}.`)
  return found
}

/** The template that last fed a layer, or null. */
export function templateOfLayer(db: Db, layer: number): TemplateRecord | null {
  return listTemplates(db).find((one) => one.layer === layer) ?? null
}

/** Remembers the choices of an import: in the template `id`, or in a new one under a free name. What is remembered is no change of the project's data, and undo does not concern it. Answers the template's id. */
export function rememberTemplate(db: Db, id: number | null, template: Omit<TemplateRecord, 'id'>): number {
  return write(db, () => {
    const taken = new Set(listTemplates(db).filter((one) => one.id !== id).map((one) => one.name))
    let name = template.name
    for (let n = 2; taken.has(name); n++) name = `${template.name} (${n})`
    const number = id ?? (db.prepare('SELECT coalesce(max(id), 0) + 1 FROM atlas_import_templates').pluck().get() as number)
    writeTemplate(db, number, stored({ ...template, name }))
    return number
  })
}

/** Stores a template in the place of the one before, or takes it away. A layer that is gone for good is forgotten. */
export function writeTemplate(db: Db, id: number, template: StoredTemplate | null): void {
  db.prepare('DELETE FROM atlas_import_templates WHERE id = ?').run(id)
  if (template === null) return
  const layer = template.layer !== null && db.prepare('SELECT 1 FROM atlas_layers WHERE id = ?').get(template.layer) === undefined ? null : template.layer
  db.prepare(`INSERT INTO atlas_import_templates (id, ${columns.map((one) => `"${one}"`).join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`).run(id, ...columns.map((one) => (one === 'layer' ? layer : template[one])))
}

/** The name of the layer that a template feeds, where it is in the lists. */
export function templateLayer(db: Db, template: Pick<TemplateRecord, 'layer'>): string | null {
  return template.layer === null ? null : (getLayer(db, template.layer)?.name ?? null)
}

/** A template as it is stored. */
export function stored({ name, format, sublayer, stem, layer, mode, file, used_at, ...rest }: Omit<TemplateRecord, 'id'>): StoredTemplate {
  return { name, format, sublayer, stem, columns: JSON.stringify(rest.columns), options: JSON.stringify(rest.options), source: JSON.stringify(rest.source), layer, mode, key: JSON.stringify(rest.key), file, used_at }
}
