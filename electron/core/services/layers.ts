import { joinBoxes } from '../../../shared/geo/wrapped-extent.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Db } from '../sql/database.ts'
import { hideLayer, reorderLayers, updateLayer } from '../sql/edit-layers.ts'
import { identify, readRows } from '../sql/features.ts'
import { columnValues } from '../sql/layer-input.ts'
import { linkParents } from '../sql/areas.ts'
import { listLayers, requireLayer } from '../sql/layers.ts'
import { shownExtent } from '../sql/shown-extent.ts'
import type { Calls } from './calls.ts'
import { classesOf } from './classes.ts'
import { statusOf } from './project.ts'
import { identifyRaster } from './raster-value.ts'
import { dbOf, writableDb, type Session } from './session.ts'

export function layerCalls(session: Session): Calls<'layers.list' | 'layers.update' | 'layers.reorder' | 'layers.remove' | 'layers.rows' | 'layers.identify' | 'layers.classes' | 'map.extent'> {
  return {
    'layers.list': () => listLayers(dbOf(session)),
    'layers.update': ({ id, ...update }) => updateLayer(writableDb(session), id, update),
    'layers.reorder': ({ ids }) => reorderLayers(writableDb(session), ids),
    'layers.remove': ({ id }) => {
      const db = writableDb(session)
      hideLayer(db, id)
      linkParents(db)
      return statusOf(session)
    },
    'layers.rows': (input) => readRows(dbOf(session), input.id, input),
    'layers.identify': ({ lon, lat, tolerance, layers, from, to }) => layers.flatMap((id) => identifyRaster(dbOf(session), id, lon, lat) ?? identify(dbOf(session), id, lon, lat, tolerance, { from, to }).slice(0, 20)),
    'layers.classes': ({ id, field, method, count }) => classesOf(columnValues(dbOf(session), id, field), method, count),
    'map.extent': ({ layer }) => ({ bbox: layer === undefined ? extentOf(dbOf(session)) : shownExtent(dbOf(session), requireLayer(dbOf(session), layer)) }),
  }
}

/** What the map shows first: the areas where there are any, otherwise everything. */
function extentOf(db: Db): Layer['bbox'] {
  const layers = listLayers(db)
  const areas = layers.filter((layer) => layer.kind === 'areas' && layer.bbox)
  return joinBoxes((areas.length ? areas : layers).map((layer) => shownExtent(db, layer)).filter((box) => box !== null))
}
