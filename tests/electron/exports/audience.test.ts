import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportLayer, planExport } from '../../../electron/core/exports/layer.ts'
import type { ExportParts } from '../../../electron/core/exports/prepare.ts'
import { sensitiveColumn } from '../../../electron/core/exports/sensitive-columns.ts'
import { updateLayer } from '../../../electron/core/sql/edit-layers.ts'
import { getAreaSetOfLayer, readAreaInput } from '../../../electron/core/sql/areas.ts'
import { formatsOf, highestSensitivity, treatmentOf, type ExportOptions, type LayerFormat } from '../../../shared/model/export.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import { sensitivity, type Sensitivity } from '../../../shared/model/source.ts'
import { addAreas, addLayer, folder, pointRow, project } from '../sql/helpers.ts'
import { imported } from '../import/imported.ts'

const quiet = { report: () => {}, signal: new AbortController().signal }
const fields = [
  { name: 'Kind of event', column: 'kind', type: 'text' }, { name: 'Contact phone', column: 'phone', type: 'text' }, { name: 'Narrative', column: 'narrative', type: 'text' },
  { name: 'Victims', column: 'victims', type: 'integer' }, { name: 'Day', column: 'day', type: 'date' }, { name: 'latitude', column: 'latitude', type: 'real' },
] as const
const canaries = ['+236 70 99 88', 'told us that', '2021-03-17', '18.5234567', '4.3612345', 'abduction']

/** Twelve incidents in one place and a lone one elsewhere, the lone one of a kind that no other has. */
function incidents(level: Sensitivity): { made: ReturnType<typeof project>; layer: Layer } {
  const made = project()
  const rows = Array.from({ length: 12 }, (_, i) => pointRow(18.5234567 + i * 1e-7, 4.3612345, ['attack', `+236 70 99 8${i}`, `witness ${i} told us that`, 2, '2021-03-17', 4.3612345]))
  const { id } = addLayer(made, { name: 'Incidents', kind: 'events', fields: [...fields], dateField: 'Day' }, [...rows, pointRow(22.7654321, 6.1, ['abduction', '+236 75', 'a story', 7, '2021-04-02', 6.1])])
  return { made, layer: updateLayer(made.db, id, { source: { sensitivity: level } }) }
}

async function written(one: ReturnType<typeof incidents>, format: LayerFormat, options: ExportOptions, parts?: ExportParts) {
  return exportLayer(one.made.db, one.layer, format, options, folder(), quiet, parts)
}

/** All bytes of a file as text, and those that archives and workbooks pack. */
function everything(path: string): string {
  const bytes = readFileSync(path)
  const packed = path.endsWith('.xlsx') || path.endsWith('.zip') ? Object.values(unzipSync(bytes)).map((part) => Buffer.from(part).toString('latin1')) : []
  return [bytes.toString('latin1'), ...packed].join('\n')
}

const codeOf = async (work: Promise<unknown>) => work.then(() => 'none', (error: unknown) => (error as { code?: string }).code)

describe('what an audience may have', () => {
  it('grows stricter with sensitivity and with the audience, and is whole for the team', () => {
    expect(sensitivity.options.map((one) => [treatmentOf(one, 'internal'), treatmentOf(one, 'partner'), treatmentOf(one, 'public')])).toEqual([['whole', 'whole', 'whole'], ['whole', 'light', 'reduced'], ['whole', 'reduced', 'counted'], ['whole', 'counted', 'refused']])
    fc.assert(fc.property(fc.array(fc.constantFrom(...sensitivity.options), { minLength: 1 }), (all) => all.every((one) => sensitivity.options.indexOf(one) <= sensitivity.options.indexOf(highestSensitivity(all))) && all.includes(highestSensitivity(all))), { seed: 20_260_701 })
  })

  it.each(['Phone number', 'E-mail', 'Nom du répondant', 'Date of birth', 'head_of_household', 'Adresse', 'Passport no', 'prénom', 'رقم الهاتف', 'Contact'])('holds back %s as personal', (name) => expect(sensitiveColumn({ name })).toBe('personal'))
  it.each(['Latitude', 'lon', '_gps_latitude', 'X', 'WKT', 'Coordonnées', 'easting', 'خط العرض'])('holds back %s as a position', (name) => expect(sensitiveColumn({ name })).toBe('position'))
  it.each(['adm1_pcode', 'Population', 'Event type', 'telecom sites per km2', 'Language', 'Longueur', 'Ratio', 'exact'])('keeps %s', (name) => expect(sensitiveColumn({ name })).toBeNull())

  it('is everything for the team', async () => {
    const { rows } = await imported((await written(incidents('severe'), 'csv', {})).path)
    expect([rows.length, rows[0]?.geometry]).toEqual([13, { type: 'Point', coordinates: [18.5234567, 4.3612345] }])
  })

  it('of moderate sensitivity, for partners: positions to three decimals, no column about persons', async () => {
    const made = await written(incidents('moderate'), 'geojson', { audience: 'partner' })
    const { features, metadata } = JSON.parse(readFileSync(made.path, 'utf8')) as { features: { geometry: unknown; properties: Record<string, unknown> }[]; metadata: Record<string, unknown> }
    expect(features[0]).toMatchObject({ geometry: { type: 'Point', coordinates: [18.523, 4.361] }, properties: { 'Kind of event': 'attack', latitude: 4.361, Day: '2021-03-17' } })
    expect(Object.keys(features[0]!.properties)).not.toContain('Contact phone')
    expect(metadata).toMatchObject({ layer: 'Incidents', madeFor: 'partner', sensitivity: 'moderate', heldBackOrChanged: [{ code: 'POSITIONS_ROUNDED' }, { code: 'COLUMNS_HELD_BACK', says: '1: Contact phone' }] })
  })

  it('of high sensitivity, for partners: cells, months, nothing that fewer than five share', async () => {
    const made = await written(incidents('high'), 'geojson', { audience: 'partner' })
    const { features } = JSON.parse(readFileSync(made.path, 'utf8')) as { features: { geometry: unknown; properties: Record<string, unknown> }[] }
    expect(features[0]).toEqual({ type: 'Feature', geometry: { type: 'Point', coordinates: [18.55, 4.35] }, properties: { 'Kind of event': 'attack', Victims: 2, Day: '2021-03-01' } })
    expect(features[12]).toEqual({ type: 'Feature', geometry: null, properties: { 'Kind of event': null, Victims: null, Day: null } })
    expect(made.notes.map((note) => `${note.code} ${note.count}`)).toEqual(['POSITIONS_COARSE 13', 'POSITIONS_HELD_BACK 1', 'DATES_COARSE 13', 'RARE_VALUES_BLANK 3', 'COLUMNS_HELD_BACK 3'])
  })

  it.each(formatsOf({ geometry: 'point', kind: 'events' }))('leaves no trace of what is held back in a file of the format %s', async (format) => {
    const one = incidents('high')
    const made = await written(one, format, { audience: 'partner' })
    const text = everything(made.path)
    expect(canaries.filter((canary) => text.includes(canary))).toEqual([])
    const whole = everything((await written(one, format, {})).path)
    if (format !== 'parquet' && format !== 'fgb') expect(canaries.filter((canary) => !whole.includes(canary)).length, 'the search finds them where they are').toBeLessThan(canaries.length)
  })

  it('of severe sensitivity goes to partners as counts only, and to nobody else', async () => {
    const one = incidents('severe')
    expect(await codeOf(written(one, 'csv', { audience: 'partner' }))).toBe('TOO_SENSITIVE')
    expect(await codeOf(written(one, 'csv', { audience: 'public' }))).toBe('TOO_SENSITIVE')
    const level = (id: number): ExportParts => {
      const set = getAreaSetOfLayer(one.made.db, id)!
      return { ownSet: () => { throw new Error('not asked') }, joined: () => { throw new Error('not asked') }, counted: async () => ({ set, areas: readAreaInput(one.made.db, set.id), counts: [12, 1, 0] }) }
    }
    const [regions, districts] = [addAreas(one.made, 'Regions', 1), addAreas(one.made, 'Districts', 2)]
    expect(await codeOf(written(one, 'csv', { audience: 'partner', countBy: 1 }, level(districts.id)))).toBe('TOO_SENSITIVE')
    const made = await written(one, 'csv', { audience: 'partner', countBy: 1 }, level(regions.id))
    expect(readFileSync(made.path, 'utf8').split('\n').map((line) => line.replace(/,"?(MULTI)?POLYGON.*/, ''))).toEqual(['code,name,parent,records,wkt', 'A1,Area 1,,10', 'A2,Area 2,,', 'A3,Area 3,,0', ''])
    expect(made.notes.map((note) => note.code)).toEqual(['COUNTED_BY_AREAS', 'SMALL_COUNTS_BLANK', 'COUNTS_ROUNDED'])
  })

  it('is planned before it is written: columns, why they stay, and the refusal in words', async () => {
    const one = incidents('high')
    const plan = await planExport(one.made.db, one.layer, 'csv', { audience: 'partner', columns: ['Kind of event', 'Contact phone'] }, quiet, undefined as never, [])
    expect(plan).toMatchObject({ treatment: 'reduced', sensitivity: 'high', refused: null, rows: 13 })
    expect(plan.columns.map((column) => [column.name, column.held])).toEqual([['Kind of event', null], ['Contact phone', 'personal'], ['Narrative', 'rare'], ['Victims', 'chosen'], ['Day', 'chosen'], ['latitude', 'position']])
    const refused = await planExport(one.made.db, one.layer, 'csv', { audience: 'public' }, quiet, undefined as never, [])
    expect(refused.refused).toMatchObject({ code: 'TOO_SENSITIVE' })
  })

  it('gives no value that fewer than five records share, whatever the records', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 60 }), async (rows) => {
      const made = project()
      const { id } = addLayer(made, { name: 'L', fields: [{ name: 'what', column: 'what', type: 'text' }, { name: 'n', column: 'n', type: 'integer' }] }, rows.map(([what, n, x]) => pointRow(x, 0, [what, n])))
      const layer = updateLayer(made.db, id, { source: { sensitivity: 'high' } })
      const file = await exportLayer(made.db, layer, 'geojsonl', { audience: 'partner' }, folder(), quiet).catch((error: unknown) => { if ((error as { code?: string }).code === 'NO_COLUMNS') return null; throw error })
      if (!file) return
      const lines = readFileSync(file.path, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { geometry: unknown; properties: Record<string, unknown> })
      expect(lines).toHaveLength(rows.length)
      for (const read of [(line: (typeof lines)[number]) => JSON.stringify(line.geometry), ...['what', 'n'].map((name) => (line: (typeof lines)[number]) => JSON.stringify(line.properties[name] ?? null))]) {
        const counts = Map.groupBy(lines.map(read).filter((value) => value !== 'null'), (value) => value)
        expect([...counts.values()].every((list) => list.length >= 5)).toBe(true)
      }
    }), { seed: 20_260_702, numRuns: 20 })
  }, 120_000)
})
