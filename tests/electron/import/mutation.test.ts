import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { imported, withFile } from './imported.ts'

/** Numbers from 0 to 1, the same on every machine. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const hostileParts = ['"', '\u0000', '\n', '\r', ',', ';', '{', '}', '[', ']', ':', 'null', 'NaN', '1e999', '-', '\ufeff', '\ud800', '__proto__', '<', '>', '&', '<!DOCTYPE a>', '\\', "'", '99999999999999999999', '#', '\t', '\u202e']

function mutated(bytes: Uint8Array, next: () => number): Uint8Array {
  const out = [...bytes]
  const rounds = 1 + Math.floor(next() * 4)
  for (let i = 0; i < rounds; i++) {
    const at = Math.floor(next() * out.length)
    switch (Math.floor(next() * 5)) {
      case 0: out[at] = Math.floor(next() * 256); break
      case 1: out.splice(at, 1 + Math.floor(next() * 20)); break
      case 2: out.splice(at, 0, ...strToU8(hostileParts[Math.floor(next() * hostileParts.length)]!)); break
      case 3: out.splice(at, 0, ...out.slice(at, at + Math.floor(next() * 60))); break
      default: if (next() < 0.3) out.length = at
    }
  }
  return Uint8Array.from(out)
}

const square = (x: number) => [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]]
const kml = '<?xml version="1.0"?><kml><Document><Placemark><name>A</name><ExtendedData><Data name="n"><value>1</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>'
const sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="inlineStr"><is><t>v</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2"><v>1</v></c></row></sheetData></worksheet>'
const seeds: [string, Uint8Array, number][] = [
  ['points.csv', strToU8('event_id,event_date,pcode,latitude,longitude,deaths,note\n1,2022-03-01,CF11,4.5,18.5,3,"a, b"\n2,03/04/2022,CF12,"4,6",18.6,<5,"c ""d"""\n3,25/12/2021,CF13,N/A,,"1,024",é\n'), 160],
  ['semicolon.txt', Buffer.from('code;nom;valeur\nCF11;Kémo;1,5\nCF12;Nana-Mambéré;2,5\n', 'latin1'), 80],
  ['areas.geojson', strToU8(JSON.stringify({ type: 'FeatureCollection', features: [0, 2, 4].map((x) => ({ type: 'Feature', properties: { adm1_pcode: `A${x}`, adm1_name: 'n', d: '2020-01-01' }, geometry: { type: 'Polygon', coordinates: square(x) } })) })), 160],
  ['lines.geojsonl', strToU8([1, 2].map((x) => JSON.stringify({ type: 'Feature', properties: { x }, geometry: { type: 'LineString', coordinates: [[x, 1], [x, 2]] } })).join('\n')), 80],
  ['records.json', strToU8('[{"code":"A","lat":"4.5","lon":18.5,"when":"1 mars 2022"},{"code":"B","lat":5,"lon":19,"more":{"x":1}}]'), 80],
  ['topology.json', strToU8('{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[10,0]},"arcs":[[[2,0],[0,2],[-2,0],[2,-2]]],"objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","properties":{"name":"w"},"arcs":[[0]]}]}}}'), 80],
  ['marks.kml', strToU8(kml), 100],
  ['walk.gpx', strToU8('<gpx><wpt lon="18.5" lat="4.5"><name>well</name><time>2020-01-02T03:04:05Z</time></wpt><wpt lon="19" lat="5"/></gpx>'), 60],
  ['book.xlsx', zipSync({ 'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="s" r:id="r1"/></sheets></workbook>'), 'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'), 'xl/worksheets/sheet1.xml': strToU8(sheet) }, { level: 0 }), 100],
]

describe('damaged files', () => {
  it.each(seeds)('%s, damaged at random, gives rows that add up or one line with a code', async (name, bytes, count) => {
    const next = chance(name.length * 7919 + bytes.length)
    let good = 0
    for (let i = 0; i < count; i++) {
      const content = mutated(bytes, next)
      await withFile(name, content, async (path) => {
        try {
          const { summary, rows, plan } = await imported(path)
          expect(summary.read).toBe(summary.imported + summary.rejected)
          for (const row of rows) expect(row.values).toHaveLength(plan.fields.length)
          expect(new Set(plan.fields.map((field) => field.name.toLowerCase())).size).toBe(plan.fields.length)
          good += 1
        } catch (error) {
          const { code, message, stack } = error as { code?: string; message: string; stack?: string }
          expect(code ?? `bug: ${stack} in ${Buffer.from(content).toString('base64')}`).toMatch(/^[A-Z0-9_]+$/)
          expect(message).not.toContain('\n')
          expect(message).not.toContain(path)
        }
      })
    }
    expect(good).toBeGreaterThan(0)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.each(seeds)('%s itself comes in whole', async (name, bytes) => {
    const { summary } = await withFile(name, bytes, (path) => imported(path))
    expect(summary.read).toBeGreaterThan(0)
    expect(summary.rejected).toBe(0)
  })

  it('the same file twice gives the same rows and the same hash', async () => {
    for (const [name, bytes] of seeds) {
      await withFile(name, bytes, async (path) => { expect(await imported(path)).toEqual(await imported(path)) })
    }
  })
})
