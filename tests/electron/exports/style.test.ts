import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportLayer } from '../../../electron/core/exports/layer.ts'
import { styleOfQml } from '../../../electron/core/import/style-qml.ts'
import { updateLayer } from '../../../electron/core/sql/edit-layers.ts'
import { styleQml } from '../../../electron/core/sql/qml.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import { addAreas, addEvents, eventFields, folder, project } from '../sql/helpers.ts'
import { imported } from '../import/imported.ts'

const quiet = { report: () => {}, signal: new AbortController().signal }
const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
const tenths = (from: number, to: number) => fc.integer({ min: from * 10, max: to * 10 }).map((value) => value / 10)
const style: fc.Arbitrary<LayerStyle> = fc.record({
  colour: hex, size: tenths(1, 30), stroke: tenths(0, 9), pattern: fc.constantFrom('none', 'lines', 'cross', 'dots'),
  by: fc.oneof(
    fc.constant({ kind: 'single' as const }),
    fc.tuple(fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 6 }), fc.constantFrom('quantile' as const, 'equal' as const, 'ckmeans' as const), fc.boolean(), fc.array(hex, { minLength: 7, maxLength: 7 })).map(([breaks, method, open, colours]) => ({ kind: 'classes' as const, field: 'x y', method, breaks: breaks.toSorted((a, b) => a - b), colours: colours.slice(0, breaks.length + (open ? 1 : -1)) })),
    fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b & c', '<d>', 'é "f"', 'نص'), hex), { minLength: 1, maxLength: 5, selector: ([value]) => value }).map((values) => ({ kind: 'values' as const, field: 'Événement', values: values.map(([value, colour]) => ({ value, colour })) })),
  ),
})

/** What QML can say of a style for a kind of geometry. */
function sayable(one: LayerStyle, geometry: 'point' | 'line' | 'polygon'): LayerStyle {
  const colour = one.by.kind === 'single' ? one.colour : one.by.kind === 'classes' ? one.by.colours[0]! : one.by.values[0]!.colour
  return { ...one, colour, size: geometry === 'polygon' ? 1.5 : one.size, stroke: geometry === 'line' ? 1 : one.stroke, pattern: geometry === 'polygon' ? one.pattern : 'none' }
}

describe('a style for QGIS', () => {
  it.each(['point', 'line', 'polygon'] as const)('comes back as far as QML can say it: %s', (geometry) => {
    fc.assert(fc.property(style, (one) => {
      const back = styleOfQml(styleQml(one, geometry, eventFields, 1), geometry, (column) => eventFields.find((field) => field.column === column)?.name ?? null)
      expect(back).toEqual(sayable(one, geometry))
    }), { seed: 20_260_801 })
  })

  it('of QGIS itself, with options in place of properties and millimetres, is read', () => {
    const qml = `<!DOCTYPE qgis><qgis version="3.34"><renderer-v2 type="categorizedSymbol" attr="kind"><categories><category render="true" value="a" symbol="0" label="A"/><category render="true" value="" symbol="1" label=""/></categories><symbols>
      <symbol name="0" type="fill"><data_defined_properties><Option type="Map"><Option name="name" value="" type="QString"/></Option></data_defined_properties><layer class="SimpleFill"><Option type="Map"><Option name="color" value="10,20,30,255,rgb:0.04,0.08,0.1,1" type="QString"/><Option name="outline_width" value="0.26" type="QString"/><Option name="outline_width_unit" value="MM" type="QString"/><Option name="style" value="b_diagonal" type="QString"/></Option></layer></symbol>
      <symbol name="1" type="fill"><layer class="SimpleFill"><Option type="Map"><Option name="color" value="1,2,3,255" type="QString"/></Option></layer></symbol></symbols></renderer-v2></qgis>`
    expect(styleOfQml(qml, 'polygon', (column) => column)).toEqual({ colour: '#0a141e', size: 1.5, stroke: 0.74, pattern: 'lines', by: { kind: 'values', field: 'kind', values: [{ value: 'a', colour: '#0a141e' }] } })
  })

  it.each(['', '<qgis/>', '<renderer-v2 type="RuleRenderer"><symbol name="0"><layer><prop k="color" v="1,2,3,255"/></layer></symbol></renderer-v2>', `<renderer-v2 type="singleSymbol">${'<symbol '.repeat(50_000)}`, '<renderer-v2 type="singleSymbol"><symbol name="0"><layer><prop k="color" v="999,2,3,255"/></layer></symbol>'])('that ours cannot hold is left alone', (qml) => expect(styleOfQml(qml, 'polygon', (column) => column)).toBeNull())

  it('travels in a GeoPackage with the source card and the names of columns, and beside each part of a shapefile', async () => {
    const made = project()
    const { id } = addEvents(made)
    const layer = updateLayer(made.db, id, { style: { colour: '#123456', size: 7, stroke: 2, pattern: 'none', by: { kind: 'classes', field: 'x y', method: 'ckmeans', breaks: [0, 1], colours: ['#111111', '#222222', '#333333'] } }, source: { publisher: 'P', licence: 'CC BY 4.0', date: '2024-05', url: 'https://example.org/', sensitivity: 'moderate', method: 'Counted by hand' } })
    const back = await imported((await exportLayer(made.db, layer, 'gpkg', {}, folder(), quiet)).path)
    expect(back.plan.fields.map((field) => field.name)).toEqual(['Événement', 'best', 'date', 'x y'])
    expect(back.plan.style).toEqual({ ...layer.style, colour: '#111111' })
    expect(back.plan.said).toEqual({ publisher: 'P', licence: 'CC BY 4.0', date: '2024-05', url: 'https://example.org/', sensitivity: 'moderate', method: 'Counted by hand' })
    const zip = unzipSync(readFileSync((await exportLayer(made.db, addAreas(made, 'Areas', 1), 'shp.zip', {}, folder(), quiet)).path))
    expect(Object.keys(zip).toSorted()).toEqual(['areas.cpg', 'areas.dbf', 'areas.prj', 'areas.qml', 'areas.shp', 'areas.shx', 'fields.txt', 'metadata.txt'])
  })

  it('areas come back with the same fields in every format', async () => {
    const made = project()
    const layer = addAreas(made, 'Areas', 2)
    for (const format of ['csv', 'geojson', 'geojsonl', 'gpkg', 'xlsx', 'shp.zip', 'kml', 'fgb', 'parquet'] as const) {
      const back = await imported((await exportLayer(made.db, layer, format, {}, folder(), quiet)).path, { as: 'areas', ...(format === 'xlsx' ? { sublayer: 'Areas' } : {}) })
      const kept = back.plan.fields.flatMap((field, i) => (format === 'kml' && field.name === 'name' ? [] : [i])) // what KML shows on the map is a field of its own
      expect([format, kept.map((i) => `${back.plan.fields[i]!.name} ${back.plan.fields[i]!.type}`), back.rows.map((row) => kept.map((i) => row.values[i] ?? null)).toSorted()]).toEqual([format, ['area_code text', 'area_name text', 'parent_code text', 'Population integer'], [['A1', 'Area 1', null, 2000], ['A2', 'Area 2', null, 1000], ['A3', 'Area 3', null, 0]]])
    }
  })
})
