import { describe, expect, it } from 'vitest'
import { keyStep } from '../../renderer/features/data/grid.ts'
import { rampColours, ramps, valueColours } from '../../renderer/features/data/ramps.ts'
import { chosenWords, layerWords, noteWords, reasonWords } from '../../renderer/features/data/words.ts'
import { bytesWords } from '../../renderer/ui/bytes.ts'
import { textsOf } from '../../renderer/i18n.ts'
import { makeLayer } from './layer.ts'

const en = textsOf('en')
const fr = textsOf('fr')

describe('words', () => {
  it('says a known note in the language and an unknown one by its code, each with count and example', () => {
    expect(noteWords({ code: 'NULL_ISLAND', count: 1200, sample: '0, 0: Boda' }, en)).toBe('Positions at 0, 0, which mean unknown (1,200): 0, 0: Boda')
    expect(noteWords({ code: 'RING_CLOSED', count: 2, sample: 'x' }, fr)).toBe('Anneaux ouverts fermés (2) : x')
    expect(noteWords({ code: 'NEVER_HEARD', count: 1, sample: 'x' }, en)).toBe('NEVER_HEARD: 1 record. x')
  })
  it('says why with the example, and shows an unknown reason as it is', () => {
    expect(reasonWords('named-in-file: OGC:CRS84', en)).toBe('Named in the file: OGC:CRS84')
    expect(reasonWords('bytes-are-utf-8', en)).toBe('All bytes are valid UTF-8')
    expect(reasonWords('because it rained', en)).toBe('because it rained')
  })
  it('names what was chosen by our own words where it is one of ours', () => {
    const choice = (about: string, chosen: string) => chosenWords({ about, chosen, why: '', given: false }, en)
    expect([choice('kind', 'events'), choice('delimiter', '\t'), choice('dimension', 'food'), choice('code', 'adm1_pcode'), choice('date', '')]).toEqual(['Events', 'tab', 'Food', 'adm1_pcode', '–'])
  })
  it('says what a layer is and how much of it', () => {
    expect(layerWords(makeLayer({ kind: 'events', rows: 1204, from: '2018-01-01', to: '2022-12-31' }), en)).toBe('Events · 1,204 records · 1 Jan 2018 to 31 Dec 2022')
    expect(layerWords(makeLayer({ kind: 'table', rows: 1 }), en)).toBe('Table · 1 record')
  })
  it.each([[0, '0 bytes'], [1, '1 byte'], [999, '999 bytes'], [4800, '4.8 kB'], [3_000_000, '3 MB'], [5.2e12, '5,200 GB']])('writes %d bytes as %s', (bytes, text) => { expect(bytesWords(bytes, en)).toBe(text) })
})

describe('ramps', () => {
  it('gives the stops themselves for five classes and both ends for two', () => {
    expect(rampColours('severity', 5)).toEqual([...ramps.severity])
    expect(rampColours('severity', 2)).toEqual(['#fff1c9', '#7f1d2e'])
    expect(rampColours('blue', 5, true)).toEqual(ramps.blue.toReversed())
  })
  it('gives as many different colours as classes and values, grey past the last', () => {
    for (const count of [1, 3, 7, 9]) expect(new Set(rampColours('green', count)).size).toBe(count)
    expect(new Set(valueColours(14)).size).toBe(14)
    expect(valueColours(15)[14]).toBe('#8a959e')
  })
})

it('moves through records by keys', () => {
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'a'].map((key) => keyStep(key, 6, 100))).toEqual([1, -1, 6, -6, -100, 100, null])
})
