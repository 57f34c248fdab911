import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Geometry } from 'geojson'
import { exportLayer } from '../../../electron/core/exports/layer.ts'
import { beginLayer, finishLayer, insertRows } from '../../../electron/core/sql/importing.ts'
import { createProject } from '../../../electron/core/sql/open.ts'
import { boundsOf } from '../../../shared/geo/bounds.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import type { LayerFormat } from '../../../shared/model/export.ts'
import type { Field } from '../../../shared/model/layer.ts'
import type { Seed } from '../target.ts'

const fields: Field[] = [
  { name: 'Événement', column: 'a', type: 'text' }, { name: 'people', column: 'b', type: 'integer' }, { name: 'share', column: 'c', type: 'real' }, { name: 'since', column: 'd', type: 'date' }, { name: 'at', column: 'e', type: 'datetime' }, { name: 'ok', column: 'f', type: 'boolean' },
]
const ring = (x: number, y: number, side: number) => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
const shapes: Record<'point' | 'line' | 'polygon', (i: number) => Geometry> = {
  point: (i) => (i % 3 ? { type: 'Point', coordinates: [18 + i / 8, 4.5] } : { type: 'MultiPoint', coordinates: [[18, 4 + i], [19, 5]] }),
  line: (i) => (i % 2 ? { type: 'LineString', coordinates: [[18, 4], [19 + i, 5]] } : { type: 'MultiLineString', coordinates: [[[18, 4], [19, 5]], [[20, 4], [21, 5 + i]]] }),
  polygon: (i) => (i % 2 ? { type: 'Polygon', coordinates: [ring(18 + i, 4, 1), ring(18.25 + i, 4.25, 0.5).toReversed()] } : { type: 'MultiPolygon', coordinates: [[ring(18 + i, 6, 0.5)], [ring(18 + i, 8, 0.5)]] }),
}

/** A small layer of each kind of geometry, written by the program itself. */
export async function exportedSeeds(format: LayerFormat, folder: string, kinds: (keyof typeof shapes)[] = ['point', 'line', 'polygon'], rows = 6): Promise<Seed[]> {
  const seeds: Seed[] = []
  for (const geometry of kinds) {
    const place = join(folder, `${format}-${geometry}`)
    mkdirSync(place, { recursive: true })
    const opened = createProject(join(place, 'p.gpkg'), { title: 'Seeds' })
    try {
      const id = beginLayer(opened.db, { name: 'Zones', kind: 'features', geometry, fields })
      insertRows(opened.db, id, Array.from({ length: rows }, (_, i) => {
        const shape = i === 4 ? null : shapes[geometry](i % 40)
        return { geometry: shape && encodeWkb(shape), bounds: shape && boundsOf(shape), values: [`Kémo ${i} بانغي`, i === 3 ? null : i * 1_000_003, i / 8, '2024-02-29', '2024-02-29T10:00:00.000Z', i % 2] }
      }))
      const layer = finishLayer(opened.db, id, { read: rows, rejected: 0 })
      const file = await exportLayer(opened.db, layer, format, {}, place, { report: () => {}, signal: new AbortController().signal })
      seeds.push({ name: `${geometry}.${format}`, bytes: readFileSync(file.path) })
    } finally {
      opened.release()
    }
  }
  return seeds
}
