import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findFormat } from '../../../electron/core/formats/index.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { codeOf } from './reading.ts'

const folders = ['shp', 'dbf', 'gpkg', 'zip', 'corrupt']
const files = shared ? folders.flatMap((folder) => readdirSync(sharedFile(`fixtures/messy/${folder}`)).map((name) => `${folder}/${name}`)) : []

/** Reads every layer of a file to its end: `rows/problems` of each, or the code of what stopped it. */
async function outcome(file: string): Promise<string[]> {
  const path = sharedFile(`fixtures/messy/${file}`)
  const source = { path, name: basename(path) }
  const found: string[] = []
  const code = await codeOf((async () => {
    const opened = await (await findFormat(source)).open(source, {})
    try {
      for (const { name } of opened.sublayers) {
        const layerCode = await codeOf((async () => {
          const layer = await opened.openLayer(name)
          let [rows, problems] = [0, 0]
          for await (const batch of layer.batches()) {
            rows += batch.length
            problems += batch.filter((row) => row.problem).length
          }
          expect(layer.rows ?? rows).toBe(rows)
          found.push(`${rows}/${problems}`)
        })())
        if (layerCode !== 'no error') found.push(layerCode)
      }
    } finally {
      opened.close()
    }
  })())
  return code === 'no error' ? found : [code]
}

const expected: Record<string, string[]> = {
  'shp/caf_adm1_africa_albers.shp': ['17/0'], 'shp/caf_adm1_cp1252_nocpg.shp': ['17/0'], 'shp/caf_adm1_nodbf.shp': ['17/0'], 'shp/caf_adm1_noprj.shp': ['17/0'], 'shp/caf_adm1_noshx.shp': ['17/0'], 'shp/caf_adm1_utm.shp': ['17/0'], 'shp/caf_adm1_wrongprj.shp': ['17/0'],
  'shp/data_corruption_error.shp': ['8/0'], 'shp/ne_mena_arabic_cp1256.shp': ['19/0'], 'shp/usgs_eq_m45_pointz.shp': ['115/0'],
  'gpkg/Oregon_customCRS.gpkg': ['1/0'], 'gpkg/data_only_tables.gpkg': ['5/0', '6/0'], 'gpkg/mixed_crs.gpkg': ['1/0', '1/0'], 'gpkg/null_crs_gdal.gpkg': ['1/0'],
  'zip/two_layers_mixed_case.zip': ['17/0', '115/0'], 'zip/bomb_50MB_zeros.zip': ['ZIP_BOMB'], 'zip/zip_slip.zip': ['ZIP_UNSAFE'],
  'corrupt/caf_adm1_truncated.shp': ['FILE_TRUNCATED'], 'corrupt/truncated.gpkg': ['FILE_TRUNCATED'], 'corrupt/truncated.tif': ['FILE_TRUNCATED'], 'corrupt/geojson_named.shp': ['1/0'], 'corrupt/bitflip.gpkg': ['FILE_CORRUPT'],
}

describe.skipIf(!shared)('files that came damaged, misnamed or hostile', () => {
  it('are all there', () => { expect(files.length).toBeGreaterThan(60) })

  it.each(files)('%s gives rows or one line with a code', async (file) => {
    const found = await outcome(file)
    for (const one of found) expect(one).toMatch(/^(\d+\/\d+|[A-Z][A-Z_]+)$/)
    expect(found.length).toBeGreaterThan(0)
    if (expected[file]) expect(found).toEqual(expected[file])
  })
})
