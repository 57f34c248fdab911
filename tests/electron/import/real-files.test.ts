import type { Point } from 'geojson'
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shared, sharedFile } from '../../fixtures.ts'
import { previewFile } from '../../../electron/core/import/preview.ts'
import { chosen, column, counted, errorCode, imported } from './imported.ts'

const fixture = (path: string) => sharedFile(`fixtures/${path}`)
const real = describe.skipIf(!shared)

real('made defects with a column of truth', () => {
  it('points: good ones stay, exchanged ones are put right, impossible ones keep their row without a position', async () => {
    const result = await imported(fixture('messy/csv/caf_facilities_bad_coordinates.csv'))
    expect(result.summary).toMatchObject({ read: 60, imported: 60, rejected: 0 })
    const truth = column(result, 'lon_true').map((lon, i) => [lon, column(result, 'lat_true')[i]])
    const defects = column(result, 'defect')
    result.rows.forEach((row, i) => {
      const found = row.geometry?.type === 'Point' ? row.geometry.coordinates : null
      const defect = defects[i]
      if (defect === null || defect === 'swapped') expect(found).toEqual(truth[i])
      else if (['blank', 'text', 'nan', 'null island', 'lat out of range', 'lon out of range', 'projected metres'].includes(String(defect))) expect(found, String(defect)).toBeNull()
      else expect(found, String(defect)).not.toBeNull()
    })
    expect(counted(result.summary.notes)).toEqual(expect.arrayContaining(['POSITION_SWAPPED 8', 'NULL_ISLAND 1', 'NO_POSITION 3', 'POSITION_OUTSIDE_WORLD 3', 'POSITION_FAR 1', 'POSITION_SIGN 1']))
  })

  it('geometries: what can be mended is, the rest is counted with its reason', async () => {
    const result = await imported(fixture('messy/geojson/caf_geometry_defects.geojson'))
    expect(result.summary).toMatchObject({ read: 18, imported: 13, rejected: 5 })
    expect(counted(result.summary.reasons)).toEqual(['BAD_GEOMETRY 3', 'OUTSIDE_WORLD 2'])
    expect(counted(result.summary.notes)).toEqual(expect.arrayContaining(['RING_CLOSED 1', 'NO_GEOMETRY 3', 'GEOMETRY_REPAIRED 4', 'COORDINATE_AS_TEXT 1', 'GEOMETRY_TYPE_CASE 1']))
  })

  it('dates: each form is read, the impossible one is kept as text', async () => {
    const result = await imported(fixture('messy/csv/dates_mixed.csv'))
    expect(column(result, 'event_date')).toEqual(['2022-03-01', '2022-04-03', '2021-12-25', '2021-12-25', '2022-03-01', '2022-03-01', null, null, '2022-03-01', '2022-03-01'])
    expect(column(result, 'event_date (as written)')[6]).toBe('2022-02-30')
    expect(column(result, 'deaths')).toEqual([3, 1, 0, 2, 1, 4, 1, 2, null, 1024])
    expect(column(result, 'deaths (as written)')[8]).toBe('<5')
  })
})

real('a country', () => {
  it.each<[string, string, number, Record<string, unknown>]>([
    ['boundaries of level 1', 'caf/boundaries/caf_admin1.geojson', 17, { kind: 'areas', level: 1 }],
    ['boundaries of level 2', 'caf/boundaries/caf_admin2.geojson', 72, { kind: 'areas', level: 2 }],
    ['polygons nested like multipolygons', 'messy/geojson/caf_adm2_polygon_with_multipolygon_coords.geojson', 72, { kind: 'areas', level: 2 }],
    ['conflict events', 'caf/conflict/GEDEvent_v23_1_CAF.csv', 1848, { kind: 'events', dateField: 'date_start', dimension: 'personal' }],
    ['conflict events as GeoJSON', 'caf/conflict/GEDEvent_v23_1_CAF.geojson', 1848, { kind: 'events', dateField: 'date_start' }],
    ['incidents in JSON', 'caf/conflict/caf_aidworker_incidents.json', 57, { kind: 'events', dateField: 'Date' }],
    ['fires', 'caf/hazard/caf_modis_fires_7d_2022.csv', 1905, { kind: 'events', dateField: 'acq_date', dimension: 'environmental' }],
    ['health facilities', 'caf/health/caf_who_kwtrp_facilities.csv', 555, { kind: 'features', dimension: 'health' }],
    ['food security', 'caf/food-security/ipc_caf_area_wide_latest.csv', 79, { kind: 'table', dimension: 'food' }],
    ['poverty', 'caf/poverty/caf_mpi.csv', 8, { kind: 'table', codeField: 'Admin 1 PCode', dimension: 'economic' }],
    ['population in ISO-8859-1', 'caf/population/caf_admpop_adm2_2015_v2.csv', 73, { kind: 'table', codeField: 'Adm2_Pcode', encoding: 'windows-1252' }],
    ['the INFORM table', 'inform/inform_gri_2020_v040.csv', 191, { kind: 'table', codeField: 'ISO3' }],
    ['a survey', 'survey/kobo_style_household_caf.csv', 181, { kind: 'events', dateField: 'today' }],
    ['earthquakes', 'global/usgs_eq_7_day_m1.geojson', 1405, { kind: 'events', dateField: 'time' }],
    ['a table with titles and two rows of header', 'som/food-security/som_food_insecurity_oct_dec_2022.csv', 75, { kind: 'table' }],
  ])('%s come in whole', async (_, path, rows, plan) => {
    const result = await imported(fixture(path))
    expect(result.plan).toMatchObject(plan)
    expect(result.summary).toMatchObject({ read: rows, imported: rows, rejected: 0 })
    expect(result.rows).toHaveLength(rows)
  })

  it('thousands in quotes are numbers', async () => {
    const result = await imported(fixture('caf/population/caf_admpop_adm1_2015_v2.csv'))
    expect(column(result, 'T_TL')[0]).toBe(448_465)
    expect(column(result, 'T_TL').every((value) => typeof value === 'number')).toBe(true)
  })

  it('degrees, minutes and seconds are read', async () => {
    const result = await imported(fixture('messy/csv/caf_facilities_dms_french.csv'))
    expect(result.rows.every((row) => row.geometry !== null)).toBe(true)
    const [lon, lat] = (result.rows[0]!.geometry as Point).coordinates as [number, number]
    expect([lon, lat].map((value) => value.toFixed(5))).toEqual(['18.56411', '4.40679'])
  })

  it('areas keep code, name and parent', async () => {
    const result = await imported(fixture('caf/boundaries/caf_admin2.geojson'))
    expect(result.rows[0]!.values.slice(0, 3)).toEqual(['CF111', 'Bimbo', 'CF11'])
    expect(chosen(result, 'parent')).toBe('adm1_pcode')
  })
})

real('every messy file of text', () => {
  const files = shared ? ['csv', 'geojson'].flatMap((folder) => readdirSync(fixture(`messy/${folder}`)).map((name) => `messy/${folder}/${name}`)) : []
  it.each(files.map((file) => [file]))('%s ends in rows that add up, or in one line with a code', async (file) => {
    const work = imported(fixture(file))
    const code = await errorCode(work)
    if (code === 'none') {
      const { summary, rows, plan } = await work
      expect(summary.read).toBe(summary.imported + summary.rejected)
      expect(rows.every((row) => row.values.length === plan.fields.length)).toBe(true)
    } else {
      expect(code).toMatch(/^[A-Z_]+$/)
      await work.catch((error: Error) => { expect(error.message).not.toMatch(/\n|\/tmp|fixtures/) })
    }
    const preview = await errorCode(previewFile({ path: fixture(file), name: file.split('/').at(-1)! }, {}))
    expect(preview).toBe(code)
  })

  it('a preview shows what the import will do', async () => {
    const path = fixture('caf/conflict/GEDEvent_v23_1_CAF.csv')
    const preview = await previewFile({ path, name: 'GEDEvent_v23_1_CAF.csv' }, {})
    const result = await imported(path)
    expect(preview).toMatchObject({ kind: 'events', name: result.plan.name, rows: 1848, geometry: 'point' })
    expect(preview.sample).toEqual(result.rows.slice(0, 200).map((row) => row.values))
    expect(preview.choices).toEqual(result.plan.choices)
  })

  it('the source file is not changed', async () => {
    const path = fixture('messy/csv/dates_mixed.csv')
    const before = readFileSync(path)
    await imported(path)
    expect(readFileSync(path)).toEqual(before)
  })
})
