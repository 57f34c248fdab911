import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Geometry } from 'geojson'
import { withCore } from '../joins/made.ts'
import { hasGdal, python3, validate } from '../sql/gdal.ts'
import { atlas, inFolder } from '../cli/atlas.ts'
import { shared, sharedFile } from '../../fixtures.ts'
import { box, parts, polygon } from './defective.ts'
import { writeFileSync } from 'node:fs'

const collection = (rows: [code: string, geometry: Geometry | null][]): string => JSON.stringify({ type: 'FeatureCollection', features: rows.map(([code, geometry]) => ({ type: 'Feature', properties: { adm1_pcode: code, adm1_name: `Area ${code}` }, geometry })) })

/** An overlap of a thousandth of a degree, a gap of as much, a scrap, and a bow-tie that the import puts right. */
const faulty = collection([
  ['XX01', polygon(box(0, 0, 1, 1))], ['XX02', parts(box(0.999, 0, 2, 1), box(-0.0005, 0.4, 0, 0.5))],
  ['XX03', polygon([[0, 1], [2, 1], [2, 2], [0, 2], [0, 1.5], [0, 1]])], ['XX04', polygon([[2, 0], [3, 0], [3, 2], [2, 2], [2, 1.5], [2.001, 1.2], [2, 0.8], [2, 0]])],
  ['XX05', polygon([[5, 0], [7, 2], [7, 0], [5, 2], [5, 0]])],
])

describe('a layer of a project', () => {
  it('is examined, repaired as one change, and is as it was to the byte after undo', async () => {
    await withCore(async ({ call, bring, write }) => {
      const layer = await bring(write('areas.geojson', faulty))
      const before = await call('doctor.examine', { layer })
      expect(before.findings.map((one) => [one.code, one.count, one.repairable])).toEqual([['SLIVER', 1, 1], ['OVERLAP', 1, 1], ['GAP', 1, 1]])
      expect([before.originals, before.inSource.map((one) => [one.code, one.places[0]!.code]), before.repaired.map((one) => one.code)]).toEqual([1, [['SELF_INTERSECTION', 'XX05']], ['GEOMETRY_REPAIRED']])
      const table = async (): Promise<string> => JSON.stringify(await call('layers.rows', { id: layer, offset: 0, limit: 10 }))
      const rows = await table()
      const measured = async (): Promise<(number | null)[]> => (await call('measures.compute', { areaSet: (await call('areaSets.list', {}))[0]!.id, layer: 'areas', measure: { kind: 'count' } })).values
      const counts = await measured()
      const result = await call('doctor.repair', { layer, codes: ['SLIVER', 'OVERLAP', 'GAP'] })
      expect([result.changed, result.removed, result.repaired.map((one) => [one.code, one.count]), result.report.findings]).toEqual([3, 0, [['SLIVER', 1], ['OVERLAP', 1], ['GAP', 1]], []])
      expect((await call('project.status', {})).undo).toContain('layer.repair')
      await call('changes.undo', {})
      expect(await call('doctor.examine', { layer })).toEqual(before)
      expect([await table(), await measured()]).toEqual([rows, counts])
      await call('changes.redo', {})
      expect((await call('doctor.examine', { layer })).findings).toEqual([])
      expect((await call('project.check', {})).problems).toEqual([])
    })
  })
  it('loses records that repeat others and gets them back with every value', async () => {
    await withCore(async ({ call, bring, write }) => {
      const twice = JSON.stringify({ type: 'FeatureCollection', features: [1, 1, 2].map((size) => ({ type: 'Feature', properties: { name: 'Zone', size, share: 0.1 + size, big: 9007199254740993 }, geometry: polygon(box(0, 0, size, size)) })) })
      const layer = await bring(write('zones.geojson', twice), { as: 'features' })
      const rows = async (): Promise<unknown> => (await call('layers.rows', { id: layer, offset: 0, limit: 10 })).rows
      const before = await rows()
      const result = await call('doctor.repair', { layer, codes: ['DUPLICATE_FEATURE'] })
      expect([result.removed, (await call('layers.list', {}))[0]!.rows]).toEqual([1, 2])
      await call('changes.undo', {})
      expect([await rows(), (await call('layers.list', {}))[0]!.rows]).toEqual([before, 3])
    })
  })
  it('gives records the shapes of their source again, as one change', async () => {
    await withCore(async ({ call, bring, write }) => {
      const layer = await bring(write('areas.geojson', faulty))
      const first = await call('doctor.examine', { layer })
      expect([first.originals, first.restorable]).toEqual([1, 1])
      await call('doctor.repair', { layer, codes: ['OVERLAP'] })
      const result = await call('doctor.restore', { layer })
      expect([result.restored, result.report.restorable]).toEqual([2, 0])
      expect(result.report.findings.map((one) => [one.code, one.places[0]!.code, one.places[0]!.detail])).toEqual([['SELF_INTERSECTION', 'XX05', 'LINES_CROSS'], ['SLIVER', 'XX02', null], ['OVERLAP', 'XX01', null], ['GAP', 'XX04', null]])
      expect((await call('project.status', {})).undo).toContain('layer.originals')
      await expect(call('doctor.restore', { layer })).rejects.toMatchObject({ code: 'NOTHING_TO_RESTORE' })
      await call('changes.undo', {})
      expect((await call('doctor.examine', { layer })).findings.map((one) => one.code)).toEqual(['SLIVER', 'GAP'])
      expect(await call('doctor.restore', { layer, fids: [5] })).toMatchObject({ restored: 1, report: { restorable: 1 } })
      const again = await call('doctor.repair', { layer, codes: ['SELF_INTERSECTION', 'WRONG_WINDING'] })
      expect([again.changed, again.report.findings.map((one) => one.code)]).toEqual([1, ['SLIVER', 'GAP']])
      expect((await call('project.check', {})).problems).toEqual([])
    })
  })
  it('says what to do for a table without shapes', async () => {
    await withCore(async ({ call, bring, write }) => {
      const layer = await bring(write('t.csv', 'place,n\na,1\nb,2\n'))
      await expect(call('doctor.examine', { layer })).rejects.toMatchObject({ code: 'NO_GEOMETRY' })
    })
  })
})

describe('the command line', () => {
  it('finds, repairs by code, and leaves shapes that GDAL calls valid in a valid GeoPackage', async () => {
    await inFolder(async (folder) => {
      const [project, file] = [join(folder, 'p.gpkg'), join(folder, 'areas.geojson')]
      writeFileSync(file, faulty)
      await atlas(['new', project, '--title', 'T'])
      await atlas(['import', project, file])
      const found = (await atlas(['doctor', project, '--layer', 'areas', '--json'])).json() as { findings: { code: string }[] }
      expect(found.findings.map((one) => one.code)).toEqual(['SLIVER', 'OVERLAP', 'GAP'])
      const overlap = (await atlas(['doctor', project, '--layer', 'areas', '--repair', 'OVERLAP', '--json'])).json() as { repaired: { code: string }[]; report: { findings: { code: string }[] } }
      expect([overlap.repaired.map((one) => one.code), overlap.report.findings.map((one) => one.code)]).toEqual([['OVERLAP'], ['SLIVER', 'GAP']])
      const all = (await atlas(['doctor', project, '--layer', 'areas', '--repair', 'all', '--json'])).json() as { report: { findings: unknown[] } }
      expect(all.report.findings).toEqual([])
      const back = (await atlas(['doctor', project, '--layer', 'areas', '--restore', 'all', '--json'])).json() as { restored: number; report: { findings: { code: string }[] } }
      expect([back.restored, back.report.findings.map((one) => one.code)]).toEqual([4, ['SELF_INTERSECTION', 'SLIVER', 'OVERLAP', 'GAP']])
      await atlas(['doctor', project, '--layer', 'areas', '--repair', 'all'])
      const wrong = await atlas(['doctor', project, '--layer', 'areas', '--repair', 'NOTHING'])
      expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('error: USAGE')])
      if (!hasGdal) return
      expect(validate(project).code).toBe(0)
      expect(python3('import sys\nfrom osgeo import ogr\nsource = ogr.Open(sys.argv[1])\nprint([f.GetGeometryRef().IsValid() for f in source.GetLayerByName("areas")])', project).said).toBe('[True, True, True, True, True]')
    })
  })
  it.skipIf(!shared)('tells the defects of a real source whose truth is known, area by area', async () => {
    await withCore(async ({ call, bring }) => {
      const layer = await bring(sharedFile('fixtures/messy/geojson/caf_geometry_defects.geojson'), { as: 'areas', code: 'key' })
      const { inSource, findings } = await call('doctor.examine', { layer })
      const of = (code: string): (string | null)[] => [...new Set((inSource.find((one) => one.code === code)?.places ?? []).map((place) => place.code))].toSorted()
      expect({ crossing: of('SELF_INTERSECTION'), rings: of('INVALID_RING'), stored: findings.filter((one) => ['SELF_INTERSECTION', 'INVALID_RING', 'WRONG_WINDING'].includes(one.code)) }).toEqual({ crossing: ['CF11', 'CF22', 'CF31', 'CF32'], rings: ['CF12'], stored: [] })
    })
  })
  it.skipIf(!shared)('repairs the hundreds of narrow gaps and overlaps of real simplified areas, and every shape stays valid', async () => {
    await withCore(async ({ call, bring }) => {
      const layer = await bring(sharedFile('fixtures/messy/geojson/caf_adm2_polygon_with_multipolygon_coords.geojson'), { as: 'areas' })
      const before = await call('doctor.examine', { layer })
      expect(before.findings.map((one) => [one.code, one.repairable > 100])).toEqual([['OVERLAP', true], ['GAP', true]])
      const { report } = await call('doctor.repair', { layer, codes: ['OVERLAP', 'GAP', 'SLIVER'] })
      expect(report.findings.map((one) => [one.code, one.repairable])).toEqual([['OVERLAP', 0], ['GAP', 0]])
    })
  })
})
