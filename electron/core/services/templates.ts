import { AtlasError } from '../../../shared/contract/errors.ts'
import type { ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import type { ImportOffers, ImportTemplate } from '../../../shared/model/import-template.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { ImportMode } from '../../../shared/model/reimport.ts'
import type { HeldFile, StartProcess } from '../core.ts'
import { previewInProcess } from '../import/process.ts'
import type { ImportPlan } from '../import/ready.ts'
import type { Db } from '../sql/database.ts'
import { forgetTemplate, renameTemplate } from '../sql/edit-templates.ts'
import { listTemplates, rememberTemplate, requireTemplate, templateLayer, templateOfLayer, type TemplateRecord, type TemplateSource } from '../sql/import-templates.ts'
import { findKey } from '../sql/key-columns.ts'
import { getLayer, getLayerByName, getLayerRow, listChoices, listLayers } from '../sql/layers.ts'
import { partners, plain } from '../sql/merge-fields.ts'
import { fileStem } from './file-stem.ts'
import type { Calls } from './calls.ts'
import { dbOf, writableDb, type Session } from './session.ts'

export function templateCalls(session: Session): Calls<'templates.list' | 'templates.rename' | 'templates.forget'> {
  return {
    'templates.list': () => listed(dbOf(session)),
    'templates.rename': ({ id, name }) => {
      renameTemplate(writableDb(session), id, name)
      return listed(dbOf(session))
    },
    'templates.forget': ({ id }) => {
      forgetTemplate(writableDb(session), id)
      return listed(dbOf(session))
    },
  }
}

/** The options with the choices of the template (`template`) or layer (`like`) that they name; what is given wins. Throws `UNKNOWN_TEMPLATE`, `UNKNOWN_LAYER`, and `TEMPLATE_DOES_NOT_FIT` with the columns that the file lacks. */
export async function withTemplate(db: Db, file: HeldFile, options: ImportOptions, start: StartProcess, signal: AbortSignal): Promise<ImportOptions> {
  const { template, like, ...given } = said(options)
  if (template === undefined && like === undefined) return given
  const record = template !== undefined ? requireTemplate(db, template) : null
  const chosen = record ?? likeLayer(db, like!)
  const lacks = await lackingColumns(file, chosen, given, start, signal)
  if (lacks.length > 0) throw new AtlasError('TEMPLATE_DOES_NOT_FIT', `"${file.name}" has no column ${lacks.map((name) => `"${name}"`).join(', ')}, which “${template ?? like}” needs. Name the columns yourself, or import without it.`)
  const into = record ? templateLayer(db, record) : like!
  const goesInto = given.name === undefined && given.into === undefined && into !== null ? { into, mode: given.mode ?? (given.replace ? 'replace' as const : record ? modeOf(record) : undefined) } : {}
  return { ...chosen.options, ...(chosen.key.length > 0 ? { key: chosen.key } : {}), ...(goesInto.mode === undefined ? {} : goesInto), ...given }
}

/** What people said of the source before, for a file that comes in like one of it: what its layer's card says now, or what it said then. */
export function rememberedSource(db: Db, { template, like }: ImportOptions): TemplateSource {
  const record = template !== undefined ? requireTemplate(db, template) : null
  const source = (record ? (record.layer === null ? null : getLayer(db, record.layer)) : like !== undefined ? getLayerByName(db, like) : null)?.source ?? record?.source
  return source ? { publisher: source.publisher, licence: source.licence, url: source.url, sensitivity: source.sensitivity } : {}
}

/** What the project knows about a file that was looked at: the template of its source, and the layers of its kind that share columns with it. */
export function offersFor(db: Db, file: string, preview: ImportPreview): ImportOffers {
  const columns = preview.columns?.map((one) => one.source) ?? []
  const fields = preview.fields.map(({ name }) => ({ name, column: '', type: 'text' as const }))
  const found = bestTemplate(listTemplates(db), { format: preview.format, stem: fileStem(file), sublayer: fileStem(preview.sublayers.length > 1 ? preview.sublayer ?? '' : ''), columns })
  const layers = listLayers(db).flatMap((layer) => {
    if (layer.kind !== preview.kind || layer.kind === 'raster') return []
    const pairs = partners(layer.fields, fields)
    const there = new Set(pairs.values())
    const shared = pairs.size
    if (shared === 0 || shared < Math.min(layer.fields.length, fields.length) * 0.5) return []
    return [{ id: layer.id, name: layer.name, key: findKey(db, layer.id, fields), shared, added: fields.filter((one) => !there.has(one)).map((one) => one.name), missing: layer.fields.filter((one) => !pairs.has(one)).map((one) => one.name) }]
  })
  const layer = found ? templateLayer(db, found.record) : null
  return {
    template: found ? { template: shown(db, found.record), sure: found.sure, lacks: lacking(needsOf(found.record), columns), mode: layer === null ? null : modeOf(found.record) ?? (layers.find((one) => one.name === layer)?.key.length ? 'update' : 'append') } : null,
    layers: layers.toSorted((a, b) => Number(b.name === layer) - Number(a.name === layer) || b.shared - a.shared),
  }
}

/** Remembers how a file came in, for the next one of its source: by the template of the same source where there is one. */
export function rememberImport(db: Db, layer: Layer, plan: ImportPlan, options: ImportOptions, file: string, mode: ImportMode | 'new', key: readonly string[]): void {
  const columns = plan.columns ?? plan.fields.map((field) => field.name)
  const sublayer = options.sublayer === undefined ? '' : fileStem(options.sublayer)
  const known = listTemplates(db).find((one) => one.format === plan.format && one.stem === fileStem(file) && one.sublayer === sublayer && likeness(one.columns, columns) >= 0.5)
  const { publisher, licence, url, sensitivity } = layer.source
  rememberTemplate(db, known?.id ?? null, {
    name: known?.name ?? layer.name, format: plan.format, sublayer, stem: fileStem(file), columns, options: lasting(options, plan), source: { publisher, licence, url, sensitivity },
    layer: layer.id, mode: mode === 'new' && known && known.layer === layer.id ? known.mode : mode, key: [...(key.length > 0 ? key : options.key ?? known?.key ?? [])], file, used_at: new Date().toISOString(),
  })
}

/** The choices that hold for the next file too: what was given, the kind, and the columns of places, dates and codes as they were found. */
function lasting(options: ImportOptions, plan: ImportPlan): ImportOptions {
  const { name: _name, replace: _replace, mode: _mode, into: _into, key: _key, removeMissing: _remove, template: _template, like: _like, ...given } = said(options)
  const found = (about: string): string | undefined => plan.choices.find((choice) => choice.about === about)?.chosen
  const [lon, lat] = [found('lon'), found('lat')]
  const columns = new Set(plan.columns ?? [])
  const isColumn = (text: string | undefined): text is string => text !== undefined && columns.has(text)
  const roles = Object.fromEntries((['code', 'label', 'parent', 'date'] as const).flatMap((about) => (isColumn(found(about)) ? [[about, found(about)]] : [])))
  return { as: plan.kind, ...roles, ...(isColumn(lon) && isColumn(lat) && lon !== lat ? { lon, lat } : {}), ...(plan.level === null ? {} : { level: plan.level }), ...given }
}

/** Options without those that say nothing. */
function said(options: ImportOptions): ImportOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

interface Signature { format: string; stem: string; sublayer: string; columns: readonly string[] }

/** The template of a file's source: of the same name without its dates and mostly the same columns, or else of all the same columns. */
function bestTemplate(templates: readonly TemplateRecord[], file: Signature): { record: TemplateRecord; sure: boolean } | null {
  const ranked = templates.flatMap((one) => {
    const like = likeness(one.columns, file.columns)
    const sameName = one.format === file.format && one.stem === file.stem && one.stem !== '' && one.sublayer === file.sublayer
    const rank = sameName && like >= 0.5 ? 2 + like : like >= 0.95 && file.columns.length >= 3 ? like : 0
    return rank > 0 ? [{ record: one, sure: rank >= 2, rank }] : []
  })
  return ranked.toSorted((a, b) => b.rank - a.rank)[0] ?? null
}

/** The share of all column names that both have, 0 to 1, without regard to case and blanks. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a.map(plain)), new Set(b.map(plain))]
  const both = [...left].filter((name) => right.has(name)).length
  return left.size + right.size === 0 ? 0 : both / (left.size + right.size - both)
}

function needsOf({ options, key }: Pick<TemplateRecord, 'options' | 'key'>): string[] {
  const named = [options.code, options.label, options.parent, options.lon, options.lat, options.date, ...Object.keys(options.columns ?? {})].filter((name) => name !== undefined)
  return [...new Set([...named, ...key.filter((name) => name !== 'area_code')])]
}

function lacking(needs: readonly string[], columns: readonly string[]): string[] {
  const there = new Set(columns.map(plain))
  return needs.filter((name) => !there.has(plain(name)))
}

async function lackingColumns(file: HeldFile, chosen: Pick<TemplateRecord, 'options' | 'key'>, given: ImportOptions, start: StartProcess, signal: AbortSignal): Promise<string[]> {
  const { sublayer, encoding, delimiter, header } = { ...chosen.options, ...given }
  const preview = await previewInProcess(start, file, { sublayer, encoding, delimiter, header }, signal)
  if (preview.columns === undefined) return []
  const overruled = new Set([given.code && chosen.options.code, given.label && chosen.options.label, given.parent && chosen.options.parent, given.lon && chosen.options.lon, given.lat && chosen.options.lat, given.date && chosen.options.date, ...(given.key ? chosen.key : [])])
  return lacking(needsOf(chosen).filter((name) => !overruled.has(name)), preview.columns.map((one) => one.source))
}

/** The choices by which a layer came in: its template's, or those noted with it. Throws `UNKNOWN_LAYER`. */
function likeLayer(db: Db, name: string): Pick<TemplateRecord, 'options' | 'key'> {
  const layer = getLayerByName(db, name)
  if (!layer) throw new AtlasError('UNKNOWN_LAYER', `No layer is called "${name}". Layers here: ${listLayers(db).map((one) => one.name).join(', ') || 'none yet'}.`)
  const template = templateOfLayer(db, layer.id)
  if (template) return template
  const given = listChoices(db, layer.id).filter((one) => one.given && ['code', 'label', 'parent', 'lon', 'lat', 'date', 'crs', 'encoding', 'delimiter'].includes(one.about))
  const level = getLayerRow(db, layer.id)?.level ?? undefined
  return { options: { as: layer.kind, ...(level === undefined ? {} : { level }), ...Object.fromEntries(given.map((one) => [one.about, one.chosen])) }, key: [] }
}

/** How the next file of a source goes into its layer, where that was said before. */
function modeOf(template: Pick<TemplateRecord, 'mode'>): ImportMode | undefined {
  return template.mode === 'new' ? undefined : template.mode
}

function listed(db: Db): ImportTemplate[] {
  return listTemplates(db).map((one) => shown(db, one))
}

function shown(db: Db, { id, name, format, sublayer, stem, columns, mode, key, file, used_at: used, ...rest }: TemplateRecord): ImportTemplate {
  return { id, name, format, sublayer, stem, columns, needs: needsOf({ ...rest, key }), layer: templateLayer(db, rest), mode, key, file, used }
}
