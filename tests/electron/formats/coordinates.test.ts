import { describe, expect, it } from 'vitest'
import { utmInName, utmSystem } from '../../../electron/core/crs/utm.ts'
import { readCoordinate, readPair } from '../../../electron/core/formats/coordinates.ts'
import { readGridReference } from '../../../electron/core/formats/grid-reference.ts'
import { readPlusCode } from '../../../electron/core/formats/plus-code.ts'
import { isCertainPosition, readPosition } from '../../../electron/core/formats/position-text.ts'

const seconds = (degrees: number, minutes: number, rest = 0) => degrees + minutes / 60 + rest / 3600

describe('one coordinate', () => {
  it.each<[string, 'lat' | 'lon', number]>([
    ['123456N', 'lat', seconds(12, 34, 56)], ['0450607E', 'lon', seconds(45, 6, 7)], ['450607W', 'lon', -seconds(45, 6, 7)], ['1234N', 'lat', seconds(12, 34)], ['N123456.7', 'lat', seconds(12, 34, 56.7)],
    ['12-34-56N', 'lat', seconds(12, 34, 56)], ['12d34m56sN', 'lat', seconds(12, 34, 56)], ['12.34.56 S', 'lat', -seconds(12, 34, 56)], ['12 34 56 S', 'lat', -seconds(12, 34, 56)], ['12 34,5 S', 'lat', -seconds(12, 34.5)], ['W012°30', 'lon', -12.5], ['-12 30', 'lat', -12.5], ['12*34\'', 'lat', seconds(12, 34)],
    ['48°30\'00" с. ш.', 'lat', 48.5], ['38°15′ східної довготи', 'lon', 38.25], ['٣٣°٣٠′ شمالاً', 'lat', 33.5], ['北纬39°54′', 'lat', 39.9], ['동경 127°30′', 'lon', 127.5], ['lat: 12.5', 'lat', 12.5], ['Long 45.2', 'lon', 45.2], ['3.5 Ouest', 'lon', -3.5],
  ])('%j is the %s %d', (text, axis, value) => {
    expect(readCoordinate(text, axis)).toBeCloseTo(value, 10)
  })

  it.each<[string, 'lat' | 'lon']>([['123456N', 'lon'], ['127556N', 'lat'], ['12h', 'lat'], ['2024-01-05', 'lat'], ['road 5', 'lat'], ['12°75′', 'lat']])('%j is no %s', (text, axis) => {
    expect(readCoordinate(text, axis)).toBeNaN()
  })
})

describe('both in one text', () => {
  it.each<[string, [number, number]]>([
    ['12°34\'56"N 45°06\'07"E', [seconds(12, 34, 56), seconds(45, 6, 7)]], ['N12 34.5 E045 06.25', [seconds(12, 34.5), seconds(45, 6.25)]], ['E45 06, N12 34', [seconds(12, 34), seconds(45, 6)]], ['12.5N 45.25W', [12.5, -45.25]],
    ['4,36, 18,55', [4.36, 18.55]], ['4.36,18.55,320', [4.36, 18.55]], ['4.36/18.55', [4.36, 18.55]],
  ])('%j', (text, pair) => {
    const read = readPair(text)!
    expect(read[0]).toBeCloseTo(pair[0], 10)
    expect(read[1]).toBeCloseTo(pair[1], 10)
  })

  it('the order counts where no letter says which is which', () => {
    expect([readPair('36.5, 1.5', 'lon-lat'), readPair('1.5 N, 36.5 E', 'lon-lat'), readPair('36.5 E, 1.5 N')]).toEqual([[1.5, 36.5], [1.5, 36.5], [1.5, 36.5]])
  })
})

describe('grid references and codes', () => {
  // From gdaltransform; of MGRS the middle of the square.
  it.each<[string, number, number]>([
    ['37P EK 00000 00000', 39.0000045385, 8.1420386673], ['37PEK0000000000', 39.0000045385, 8.1420386673], ['38SMB4488', 44.4036278478, 33.3342350846], ['34N 500000 4649776', 21, 41.9999979751], ['500000E 4649776N 34N', 21, 41.9999979751], ['38S 441000 3688000', 44.3660534016, 33.3295391521], ['UTM 36S 500000 8500000', 33, -13.5684512785],
  ])('%s', (text, lon, lat) => {
    const read = readGridReference(text)!
    expect(Math.hypot(read[0] - lon, read[1] - lat)).toBeLessThan(1e-6)
  })

  it.each(['61N 500000 4649776', '37PEK00000', '38SMI4488', 'A1 500000 100', '500000 4649776'])('%j is none', (text) => {
    expect(readGridReference(text)).toBeNull()
  })

  // From the test data of Open Location Code.
  it.each<[string, number, number]>([['8FVC2222+22', 8.0000625, 47.0000625], ['4VCPPQGP+Q9', 174.7859375, -41.2730625], ['7FG49QCJ+2V', 2.7821875, 20.3700625], ['62G20000+', NaN, NaN], ['PQGP+Q9', NaN, NaN]])('%s', (code, lon, lat) => {
    const read = readPlusCode(code)
    if (Number.isNaN(lon)) expect(read).toBeNull()
    else { expect(read![0]).toBeCloseTo(lon, 9); expect(read![1]).toBeCloseTo(lat, 9) }
  })

  it.each<[string, number, string | null]>([['33N', NaN, 'EPSG:32633'], ['33 S', 8_000_000, 'EPSG:32733'], ['38S', 3_688_000, 'EPSG:32638'], ['32733', NaN, 'EPSG:32733'], ['UTM 37P', NaN, 'EPSG:32637'], ['36K', NaN, 'EPSG:32736'], ['0', NaN, null], ['Zone A', NaN, null]])('the zone %s', (zone, northing, system) => {
    expect(utmSystem(zone, northing)).toBe(system)
  })

  it.each<[string, string | null]>([['X_UTM36S', 'EPSG:32736'], ['Easting (UTM zone 37 N)', 'EPSG:32637'], ['utm_x', null], ['X', null]])('the column %s names %s', (name, system) => {
    expect(utmInName(name)).toBe(system)
  })
})

it.each<[string, boolean]>([['12°34\'56"N 45°06\'07"E', true], ['37PEK0010000000', true], ['4.36, 18.55', false], ['Block 12 N, road 45 E', false], ['2023-01-05', false], ['6GCRMQRG+59', true], ['12 N', false]])('%j can be nothing but a position: %s', (text, certain) => {
  expect(isCertainPosition(text)).toBe(certain)
})

it.each<[string, [number, number] | null]>([['Nairobi\n(-1.28, 36.82)', [36.82, -1.28]], ['{"latitude": "1.5", "longitude": "36.5"}', [36.5, 1.5]], ['{"a":1}', null], ['Bangui (4e)', null]])('%j is at %j', (text, position) => {
  expect(readPosition(text, 'lat-lon')).toEqual(position)
})
