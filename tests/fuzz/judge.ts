import { createHash } from 'node:crypto'
import type { Geometry } from 'geojson'
import { openBasemap } from '../../electron/core/formats/basemap.ts'
import { importFile } from '../../electron/core/import/pipeline.ts'
import { packFile } from '../../electron/core/import/pack-file.ts'
import { previewFile } from '../../electron/core/import/preview.ts'
import { importRaster } from '../../electron/core/import/raster.ts'
import { isRasterFile } from '../../electron/core/import/raster-file.ts'
import type { ImportPlan, ReadyRow } from '../../electron/core/import/ready.ts'
import { decodeWkb } from '../../shared/geo/wkb.ts'
import type { SourceFile } from '../../electron/core/formats/format.ts'
import type { Target } from './target.ts'

/** What became of one input: its code where it was refused (`ok` where not), and what no input may do. */
export interface Verdict { outcome: string; wrong: string | null; hash?: string }

/** Reads a file as the import does and holds what comes to the invariants. `beat` is called for every sign of progress. */
export async function judge(file: SourceFile, read: Target['read'], beat: () => void): Promise<Verdict> {
  try {
    if (read === 'basemap') return { outcome: 'ok', wrong: await basemapWrongs(file) }
    const preview = await previewFile(file, {})
    beat()
    const sublayer = preview.sublayer ?? preview.sublayers[0]?.name
    if (isRasterFile(file.path)) return await judgeRaster(file, sublayer, beat)
    return await judgeLayer(file, sublayer, beat)
  } catch (error) {
    const { code, message, stack } = error as { code?: string; message: string; stack?: string }
    const isCoded = error instanceof Error && error.name === 'AtlasError' && typeof code === 'string'
    return isCoded ? { outcome: code, wrong: messageWrongs(code, message, file) } : { outcome: 'BUG', wrong: `no code: ${stack ?? message}` }
  }
}

function messageWrongs(code: string, message: string, file: SourceFile): string | null {
  if (!/^[A-Z][A-Z0-9_]*$/.test(code)) return `a code is written ${code}`
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(message)) return `a message with a control character: ${JSON.stringify(message)}`
  if (message.includes(file.path.replace(/[^/]*$/, '')) || /(^|\s)\/(tmp|home|work|usr|var)\//.test(message)) return `a message with a path: ${message}`
  if (message.length > 1200) return `a message of ${message.length} characters: ${message.slice(0, 300)}`
  return null
}

async function judgeLayer(file: SourceFile, sublayer: string | undefined, beat: () => void): Promise<Verdict> {
  let plan: ImportPlan | null = null
  let rows = 0
  const hash = createHash('sha256')
  for await (const message of importFile(file, { sublayer }, new AbortController().signal)) {
    beat()
    if ('plan' in message) {
      plan = message.plan
      const names = plan.fields.map((field) => field.name.toLowerCase())
      if (new Set(names).size !== names.length) return { outcome: 'ok', wrong: `two fields are called the same: ${names.join(', ')}` }
      if (names.some((name) => name.trim() === '')) return { outcome: 'ok', wrong: 'a field has no name' }
    } else if ('rows' in message) {
      for (const row of message.rows) {
        rows += 1
        hash.update(JSON.stringify(row.values)).update(row.geometry ?? '')
        const wrong = rowWrongs(row, plan!)
        if (wrong) return { outcome: 'ok', wrong }
      }
    } else if ('summary' in message) {
      const { read, imported, rejected, reasons, notes } = message.summary
      if (read !== imported + rejected) return { outcome: 'ok', wrong: `read ${read}, imported ${imported}, rejected ${rejected}` }
      if (rejected > 0 && reasons.reduce((sum, one) => sum + one.count, 0) !== rejected) return { outcome: 'ok', wrong: `rejected ${rejected}, reasons for ${reasons.map((one) => one.count).join(' + ')}` }
      if (imported !== rows && !notes.some((note) => note.code.includes('MERGED'))) return { outcome: 'ok', wrong: `imported ${imported} but ${rows} rows came; notes ${notes.map((note) => note.code).join(', ')}` }
    }
  }
  return { outcome: 'ok', wrong: null, hash: hash.digest('hex') }
}

/** Whether one reading, packed as the project stores rows, counts what two readings count. */
export async function packedWrongs(file: SourceFile): Promise<string | null> {
  const counts = async (once: { bytes: number; rows: number }): Promise<string> => {
    try {
      let [rows, said] = [0, '']
      const { sublayer, sublayers } = await previewFile(file, {})
      for await (const message of packFile(file, { sublayer: sublayer ?? sublayers[0]?.name }, new AbortController().signal, once)) {
        if ('restart' in message) rows = 0
        if ('packed' in message) rows += message.packed.count
        if ('summary' in message) said = `${message.summary.read} ${message.summary.imported} ${message.summary.rejected} ${message.summary.sha256}`
      }
      return `${rows}: ${said}`
    } catch (error) { return (error as { code?: string }).code ?? `BUG ${(error as Error).stack}` }
  }
  const [once, twice] = [await counts({ bytes: 0, rows: 2 }), await counts({ bytes: Infinity, rows: Infinity })]
  return once === twice && !once.includes('BUG') ? null : `read once ${once}, read twice ${twice}`
}

function rowWrongs(row: ReadyRow, plan: ImportPlan): string | null {
  if (row.values.length !== plan.fields.length) return `a row of ${row.values.length} values for ${plan.fields.length} fields`
  for (const value of row.values) {
    if (typeof value === 'number' && !Number.isFinite(value)) return `the value ${value}`
    if (value !== null && typeof value !== 'number' && typeof value !== 'string') return `a value of type ${typeof value}`
  }
  if (!row.geometry) return row.bounds ? 'bounds without geometry' : null
  if (!row.bounds || row.bounds.some((one) => !Number.isFinite(one))) return `bounds ${String(row.bounds)}`
  return geometryWrongs(decodeWkb(row.geometry))
}

/** Finite, in the world, rings closed and long enough, nothing empty. */
export function geometryWrongs(geometry: Geometry): string | null {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.length === 0 ? 'an empty collection' : geometry.geometries.map(geometryWrongs).find(Boolean) ?? null
  const flat = geometry.coordinates.flat(Infinity as 1) as unknown as number[]
  if (flat.length === 0) return `an empty ${geometry.type}`
  if (flat.some((one) => !Number.isFinite(one))) return 'a coordinate that is no number'
  const places = positionsOf(geometry)
  const outside = places.find(([x, y]) => Math.abs(x!) > 180 || Math.abs(y!) > 90)
  if (outside) return `a coordinate outside the world: ${String(outside)}`
  for (const ring of geometry.type === 'Polygon' ? geometry.coordinates : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []) {
    if (ring.length < 4 || String(ring[0]) !== String(ring.at(-1))) return `a ring that is not closed: ${JSON.stringify(ring).slice(0, 200)}`
  }
  return null
}

function positionsOf(geometry: Exclude<Geometry, { type: 'GeometryCollection' }>): number[][] {
  switch (geometry.type) {
    case 'Point': return [geometry.coordinates]
    case 'MultiPoint': case 'LineString': return geometry.coordinates
    case 'MultiLineString': case 'Polygon': return geometry.coordinates.flat()
    case 'MultiPolygon': return geometry.coordinates.flat(2)
  }
}

async function judgeRaster(file: SourceFile, sublayer: string | undefined, beat: () => void): Promise<Verdict> {
  const hash = createHash('sha256')
  for await (const message of importRaster(file, { sublayer })) {
    beat()
    if ('plan' in message && message.plan.bbox.some((one) => !Number.isFinite(one))) return { outcome: 'ok', wrong: `a raster that lies at ${String(message.plan.bbox)}` }
    if ('tiles' in message) for (const tile of message.tiles) hash.update(tile.data)
    if ('summary' in message) {
      const { values } = message.summary
      if (values.missing > values.count) return { outcome: 'ok', wrong: `${values.missing} of ${values.count} cells without data` }
    }
  }
  return { outcome: 'ok', wrong: null, hash: hash.digest('hex') }
}

async function basemapWrongs(file: SourceFile): Promise<string | null> {
  const opened = await openBasemap(file)
  try {
    const { info } = opened
    if (info.bounds.some((one) => !Number.isFinite(one)) || info.minZoom > info.maxZoom) return `a basemap at ${String(info.bounds)}, zooms ${info.minZoom} to ${info.maxZoom}`
    if (/[<>\u0000-\u001f]/.test(info.attribution + info.name)) return `markup in words of a basemap: ${info.attribution} ${info.name}`
    for (const [z, x, y] of [[0, 0, 0], [info.minZoom, 0, 0], [5, 17, 15], [info.maxZoom, 1, 1]] as const) {
      try { await opened.tile(z, x, y) } catch (error) { if (!(error instanceof Error) || /[\n\r]/.test(error.message)) return `a tile that throws ${String(error)}` }
    }
    return null
  } finally {
    opened.close()
  }
}
