import { createHash } from 'node:crypto'
import type { Field } from '../../../shared/model/layer.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { nestAreas } from '../services/areas.ts'
import type { Db } from '../sql/database.ts'
import { beginLayer, finishLayer, insertRows } from '../sql/importing.ts'
import { columnNames } from '../sql/name.ts'
import { makeAreas } from './areas.ts'
import { makeLandscape } from './landscape.ts'
import { makeLayers, type SampleLayer } from './layers.ts'
import type { Recipe } from './recipe.ts'
import { sampleStyle } from './styles.ts'

/** Makes the fictional country and stores its layers, each marked as fictional in its source. */
export function storeSample(db: Db, recipe: Recipe): void {
  const areas = makeAreas(recipe.areas)
  const landscape = makeLandscape(areas, recipe.areas.seed + 10)
  const layers = makeLayers(areas, landscape, recipe.areas.seed + 20)
  for (const layer of layers) storeLayer(db, layer, recipe)
  nestAreas(db)
}

function storeLayer(db: Db, layer: SampleLayer, recipe: Recipe): void {
  const about = recipe.sources[layer.name]
  const columns = columnNames(layer.fields.map((field) => field.name))
  const fields = layer.fields.map((field, i): Field => ({ name: field.name, column: columns[i]!, type: field.type }))
  const text = JSON.stringify(layer.rows)
  const id = beginLayer(db, {
    name: layer.name, kind: layer.kind, geometry: layer.geometry, fields, level: layer.level, dateField: layer.dateField, codeField: layer.codeField, dimension: about?.dimension ?? null, theme: about?.theme ?? 'Boundaries',
    style: sampleStyle(layer, about?.dimension ?? null), visible: layer.kind === 'areas' || ['conflict_events', 'floods', 'cyclone_track'].includes(layer.name),
    source: {
      file: `${recipe.country}, ${layer.name}`, format: 'generated', bytes: text.length, sha256: createHash('sha256').update(text).digest('hex'), read: `${recipe.made}T00:00:00.000Z`, crs: layer.geometry === 'none' ? null : 'EPSG:4326',
      encoding: null, publisher: recipe.publisher, licence: recipe.licence, date: recipe.made, url: '', sensitivity: about?.sensitivity ?? 'low',
    },
  })
  for (let i = 0; i < layer.rows.length; i += 2000) {
    insertRows(db, id, layer.rows.slice(i, i + 2000).map((row) => ({ geometry: row.geometry ? encodeWkb(row.geometry) : null, bounds: row.geometry ? boundsOf(row.geometry) : null, values: row.values })))
  }
  finishLayer(db, id, { read: layer.rows.length, rejected: 0, notes: [{ code: 'FICTIONAL', count: layer.rows.length, sample: recipe.notice }] })
}
