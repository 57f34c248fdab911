import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { exportLayer } from '../../../electron/core/exports/layer.ts'
import { boundsOf, encodeWkb } from '../../../electron/core/import/wkb.ts'
import type { LayerFormat } from '../../../shared/model/export.ts'
import { gdal, gdalFeatures } from '../formats/reading.ts'
import { addLayer, folder, project } from '../sql/helpers.ts'

const square = (x: number, y: number): Geometry => ({ type: 'Polygon', coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]], [[x + 0.25, y + 0.25], [x + 0.25, y + 0.75], [x + 0.75, y + 0.75], [x + 0.75, y + 0.25], [x + 0.25, y + 0.25]]] })
const fields = [{ name: 'اسم', column: 'a', type: 'text' as const }, { name: 'people affected', column: 'b', type: 'integer' as const }, { name: 'share', column: 'c', type: 'real' as const }, { name: 'since', column: 'd', type: 'date' as const }]
const rows = Array.from({ length: 40 }, (_, i) => ({ geometry: square(i % 8 * 2, Math.floor(i / 8) * 2), values: [`بلدة ${i} "é"`, i * 1_000_003, i / 7, `2024-02-${String(i % 28 + 1).padStart(2, '0')}`] }))

async function exported(format: LayerFormat): Promise<string> {
  const place = folder()
  const layer = addLayer(project('p.gpkg', place), { name: 'Zones', kind: 'features', geometry: 'polygon', fields }, rows.map(({ geometry, values }) => ({ geometry: encodeWkb(geometry), bounds: boundsOf(geometry), values })))
  const made = project('q.gpkg', place)
  made.release()
  return (await exportLayer(layerDb(layer.id, place), layer, format, false, place, { report: () => {}, signal: new AbortController().signal })).path
}
