import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../../shared/analysis/joins/entries.ts'
import type { JoinArea, JoinEntry } from '../../../../shared/analysis/joins/entry.ts'
import { chooseField, chooseWithin } from '../../../../shared/analysis/joins/fields.ts'
import { proposeJoin } from '../../../../shared/analysis/joins/propose.ts'
import type { Join } from '../../../../shared/model/join.ts'
import { area } from './places.ts'

const areas = [
  area('XA11', [['XA1', 'Nord']], 'Ouham'), area('XA12', [['XA1', 'Nord']], 'Ouham-Pendé'), area('XA13', [['XA1', 'Nord']], 'Camp-Perrin'),
  area('XA21', [['XA2', 'Sud']], 'Santa Rosa'), area('XA22', [['XA2', 'Sud']], 'Mboma', 'مبوما'), area('XA31', [['XA3', 'Est']], 'Santa Rosa'), area('XA32', [['XA3', 'Est']], 'South Kivu'), area('XA33', [['XA3', 'Est']], 'North Kivu'),
]
const finer = [area('XA1101', [['XA11', 'Ouham'], ['XA1', 'Nord']], 'Batangafo'), area('XA3201', [['XA32', 'South Kivu'], ['XA3', 'Est']], 'Uvira')]
const entry = (text: string, more: Partial<JoinEntry> = {}): JoinEntry => ({ entry: text, within: null, code: null, name: null, rows: 1, ...more })
const one = (text: string, more: Partial<JoinEntry> = {}, places: readonly JoinArea[] = areas): string => {
  const row = proposeJoin([entry(text, more)], { areas: places, finer }, null).rows[0]!
  const first = row.candidates[0]
  return `${row.status}${row.sure ? ' sure' : ''} ${row.status === 'matched' ? `${row.areas.join()} ${row.how}` : first ? `${first.areas.join()} ${first.reason}` : row.never}`
}

describe('an entry', () => {
  it('with a name is proposed, never matched', () => expect(one('OUHAM')).toBe('proposed sure XA11 name.same'))
  it('with a code is matched', () => expect([one('XA11'), one('xa-12')]).toEqual(['matched XA11 code', 'matched XA12 code.spelling']))
  it('that two areas answer is sure only within its parent', () => {
    expect(one('Santa Rosa')).toBe('proposed XA21 name.same')
    expect(one('Santa Rosa', { within: 'Est' })).toBe('proposed sure XA31 name.same')
    expect(one('Santa Rosa', { within: 'XA3' })).toBe('proposed sure XA31 name.same')
    expect(one('Santa Rosa', { within: 'Nowhere' })).toBe('proposed XA21 name.same')
  })
  it('outside its parent is no more than a hint', () => expect(one('Mboma', { within: 'Nord' })).toMatch(/^proposed XA22 other-parent$/))
  it('that sounds a little like an area of its parent is hinted at, and no area outside the parent that is merely alike', () => {
    const bay = [area('SO2401', [['SO24', 'Bay']], 'Baydhaba'), area('SO2402', [['SO24', 'Bay']], 'Diinsoor'), area('SO1603', [['SO16', 'Bari']], 'Baidda')]
    expect([one('Baidoa', { within: 'Bay' }, bay), one('Diinsor', { within: 'Bari' }, bay), one('Dinsaar', { within: 'Bari' }, bay)]).toEqual(['proposed SO2401 name.sound', 'proposed SO2402 other-parent', 'unmatched null'])
  })
  it('in another script is found by the area’s other name', () => expect(one('مُبوما')).toBe('proposed sure XA22 name.same'))
  it('with several areas is proposed for all of them', () => {
    expect([one('Ouham, Ouham-Pendé'), one('Ouham et Mboma'), one('North and South Kivu'), one('Ouham / Nowhere')]).toEqual(['proposed sure XA11,XA12 several', 'proposed sure XA11,XA22 several', 'proposed sure XA32,XA33 several', 'proposed XA11 name.part'])
  })
  it('of another level is proposed, not surely, for the area it is part of or the areas it holds', () => {
    expect([one('Batangafo'), one('XA1101'), one('Est'), one('XA2')]).toEqual(['proposed XA11 part-of', 'proposed XA11 part-of', 'proposed XA31,XA32,XA33 whole-of', 'proposed XA21,XA22 whole-of'])
  })
  it('that is no administrative unit is never matched, unless an area is called so', () => {
    expect([one('Ouham IDP camp'), one('Total'), one('XA-XXX'), one(''), one('camp perrin')]).toEqual(['unmatched not-an-area', 'unmatched total', 'unmatched placeholder', 'unmatched empty', 'proposed sure XA13 name.same'])
  })
  it('that another table’s review settled is proposed as decided there, the latest table first, and never counts by itself', () => {
    const memory = [{ field: 'place', within: null, pairs: [{ entry: 'Kwadji', within: null, areas: ['XA12'] }] }, { field: 'place', within: null, pairs: [{ entry: 'Kwadji', within: null, areas: ['XA11'] }, { entry: 'Camp', within: null, areas: [] }] }]
    const rows = proposeJoin([entry('Kwadji', { within: 'Nord' }), entry('Quetzaltenango')], { areas, finer }, null, memory).rows
    expect(rows.map((row) => [row.status, row.sure, row.candidates[0]?.areas, row.candidates[0]?.reason])).toEqual([['proposed', true, ['XA12'], 'remembered'], ['unmatched', false, undefined, undefined]])
  })
  it('with letters typed for digits, or with the code within its parent alone, is proposed', () => {
    expect([one('XA1O', {}, [area('XA10')]), one('SO24Ol', {}, [area('SO2401', [['SO24', 'Bay']])])]).toEqual(['proposed sure XA10 code.letters', 'proposed sure SO2401 code.letters'])
    const bay = [area('SO2401', [['SO24', 'Bay']], 'Baydhaba'), area('SO2402', [['SO24', 'Bay']], 'Buurhakaba'), area('SO2501', [['SO25', 'Bakool']], 'Xudur')]
    expect([one('1', { within: 'Bay' }, bay), one('02', { within: 'so24' }, bay), one('1', { within: 'SOM25' }, bay), one('3', { within: 'Bay' }, bay), one('1', {}, bay)]).toEqual(['proposed sure SO2401 code.local', 'proposed sure SO2402 code.local', 'proposed sure SO2501 code.local', 'unmatched null', 'unmatched null'])
  })
  it.each<[string, string]>([['አዲስ አበባ', 'Addis Ababa'], ['ድሬዳዋ', 'Dire Dawa'], ['ጋምቤላ', 'Gambela'], ['Луганська', 'Luhanska'], ['Чернівці', 'Chernivtsi'], ['درعا', "Dar'a"], ['دمشق', 'Dimashq']])('in another script (%s) is proposed for %s', (text, name) => {
    const places = [area('ET14', [], 'Addis Ababa'), area('ET15', [], 'Dire Dawa'), area('ET12', [], 'Gambela'), area('UA44', [], 'Luhanska'), area('UA73', [], 'Chernivtsi'), area('SY12', [], "Dar'a"), area('SY01', [], 'Dimashq')]
    const row = proposeJoin([entry(text)], { areas: places, finer: [] }, null).rows[0]!
    expect([row.status, row.candidates[0]?.areas, row.candidates[0]?.reason]).toEqual(['proposed', [places.find((place) => place.names[0] === name)!.code], 'name.script'])
  })
  it('with a second name in brackets is proposed by either', () => {
    const places = [area('GT0103', [['GT01', 'Quiché']], 'Ixcán'), area('GT0104', [['GT01', 'Quiché']], 'Chajul')]
    expect([one('Ixcan (Playa Grande)', { within: 'Quiche' }, places), one('Playa Grande (Ixcán)', {}, places)]).toEqual(['proposed sure GT0103 name.part', 'proposed sure GT0103 name.part'])
  })
  it('with nothing like it is unmatched', () => expect(one('Quetzaltenango')).toBe('unmatched null'))
  it('whose rows carry the code of another area is not sure', () => {
    expect(one('Ouham', { code: 'XA12' })).toBe('proposed XA11 name.same')
    expect(one('Ouham', { code: 'XA11' })).toBe('proposed sure XA11 name.same')
    expect(one('Ouham, Ouham-Pendé', { code: 'XA12' })).toBe('proposed sure XA11,XA12 several')
  })
  it('with an unknown code is looked for by the name beside it, and gives way to the area’s own code', () => {
    expect(one('XA99', { name: 'Mboma' })).toBe('proposed sure XA22 name.same')
    const rows = proposeJoin([entry('XA22', { name: 'Mboma' }), entry('XA99', { name: 'Mboma' })], { areas, finer }, null).rows
    expect(rows.map((row) => [row.status, row.sure])).toEqual([['matched', false], ['proposed', false]])
  })
  it('less like an area than another entry is not sure of it', () => {
    const rows = proposeJoin([entry('Mboma'), entry('Mbomma')], { areas, finer }, null).rows
    expect(rows.map((row) => [row.candidates[0]!.areas[0], row.sure])).toEqual([['XA22', true], ['XA22', false]])
  })
})

describe('a report', () => {
  const join: Join = { field: 'area', within: null, pairs: [{ entry: 'The north', within: null, areas: ['XA11', 'XA12'] }, { entry: 'Old', within: null, areas: ['GONE'] }, { entry: 'XA13', within: null, areas: [] }] }
  it('counts everything once', () => {
    const { counts, rows, without } = proposeJoin([entry('XA21', { rows: 3 }), entry('xa22'), entry('The north', { rows: 2 }), entry('Old'), entry('XA13'), entry('North Kivu'), entry('Total', { rows: 4 })], { areas, finer }, join)
    expect(counts).toEqual({ entries: 7, rows: 13, code: 1, variant: 1, accepted: 1, leftOut: 1, proposed: 1, sure: 1, unmatched: 2, rowsMatched: 6, areas: 8, areasWithout: 4 })
    expect(rows.map((row) => row.how)).toEqual(['code', 'code.spelling', 'accepted', null, 'left-out', null, null])
    expect(without.map((one) => one.code)).toEqual(['XA13', 'XA31', 'XA32', 'XA33'])
  })
  it('is the same whatever the order of the areas', () => {
    const entries = ['Ouham', 'Santa Rosa', 'North and South Kivu', 'Mbomma'].map((text) => entry(text))
    expect(proposeJoin(entries, { areas: areas.toReversed(), finer }, null).rows).toEqual(proposeJoin(entries, { areas, finer }, null).rows)
  })
})

describe('the fields of a table', () => {
  const columns = { date: ['Apr', 'Apr', 'Apr'], region: ['Nord', 'Sud', 'Est'], place: ['Ouham', 'Santa Rosa', 'Santa Rosa'], code: ['XA11', null, null] }
  const fields = Object.entries(columns).map(([name, values]) => ({ name, values, isCode: name === 'code' }))
  it('are chosen by how many rows and areas they name, codes first', () => {
    expect(chooseField(fields, areas)).toBe('place')
    expect(chooseField([...fields.slice(0, 3), { name: 'code', values: ['XA11', 'XA21', null], isCode: true }], areas)).toBe('code')
    expect(chooseField(fields.slice(0, 1), areas)).toBeNull()
  })
  it('tell the parents', () => {
    expect(chooseWithin(fields, 'place', areas)).toBe('region')
    expect(chooseWithin(fields.slice(2), 'place', areas)).toBeNull()
  })
  it('make one entry of equal texts within one parent', () => {
    expect(entriesOf([' A', 'A', 'A', null, 5], { within: ['x', 'x', 'y', null, null], codes: ['1', '2', '3', null, '4'] })).toEqual([
      { entry: 'A', within: 'x', code: null, name: null, rows: 2 }, { entry: 'A', within: 'y', code: '3', name: null, rows: 1 }, { entry: '', within: null, code: null, name: null, rows: 1 }, { entry: '5', within: null, code: '4', name: null, rows: 1 },
    ])
  })
})
