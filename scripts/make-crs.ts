import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// Makes data/catalogue/crs.json from the npm package epsg-index (names, projections, areas) and scripts/crs-shifts.json (datum shifts, other names).
// Run: node scripts/make-crs.ts

interface Indexed { code: string; kind: string; name: string; proj4: string | null; bbox: [number, number, number, number] | null; unit: string | null }
interface Shifts { operations: Record<string, number[]>; systems: Record<string, number[]>; zero: number[]; aliases: Record<string, number> }

const kinds = ['CRS-PROJCRS', 'CRS-GEOGCRS', 'CRS-GEOG3DCRS', 'CRS-COMPOUNDCRS']
const ellipsoids: Record<string, string> = { WGS84: 'WGS84', NAD83: 'GRS80', NAD27: 'clrk66' }

const root = `${import.meta.dirname}/..`
const index = createRequire(import.meta.url)('epsg-index/all.json') as Record<string, Indexed>
const shifts = JSON.parse(readFileSync(`${root}/scripts/crs-shifts.json`, 'utf8')) as Shifts
const operations = Object.keys(shifts.operations)
const operationOf = new Map(operations.flatMap((name, i) => (shifts.systems[name] ?? []).map((code) => [code, i] as const)))
const zero = new Set(shifts.zero)

const systems = Object.values(index).filter((crs) => kinds.includes(crs.kind) && crs.proj4 && !crs.proj4.includes('+proj=geocent')).map((crs) => {
  const code = Number(crs.code)
  const own = /\+towgs84=(\S+)/.exec(crs.proj4 ?? '')?.[1] ?? null
  const modern = /\+(ellps|datum)=(GRS80|WGS84|NAD83)\b|\+[aR]=6371|@null/.test(crs.proj4 ?? '')
  const moves = own?.split(',').some((v) => Number(v) !== 0)
  const shift = operationOf.get(code) ?? (zero.has(code) ? null : moves ? own : modern ? null : 'unknown')
  const [north, west, south, east] = crs.bbox ?? [90, -180, -90, 180]
  return [code, crs.name, bare(crs.proj4 ?? ''), [west, south, east, north], shift, crs.unit === 'grad' || /\(grads\)/.test(crs.name) ? 0.9 : 1]
})

const line = (value: unknown) => JSON.stringify(value)
writeFileSync(`${root}/data/catalogue/crs.json`, `{"source":"EPSG Geodetic Parameter Dataset through the npm package epsg-index 2.0.0 (ISC) and PROJ 9.1; names in ESRI files as PROJ lists them",
"operations":[
${operations.map((name) => line([name, ...(shifts.operations[name] ?? [])])).join(',\n')}
],
"systems":[
${systems.map(line).join(',\n')}
],
"aliases":${line(shifts.aliases)}}
`)

function bare(proj: string): string {
  return proj.replace(/\+datum=(\S+)/, (_, datum: string) => `+ellps=${ellipsoids[datum] ?? datum}`)
    .replace(/\+nadgrids=(?!@null)("[^"]*"|\S+)/, '').replace(/\+towgs84=\S+/, '').replace(/\+(no_defs|type=crs|wktext)/g, '')
    .replace(/\+proj=labrd (.*)\+azi=(\S+)/, (_, rest: string, azimuth: string) => `+proj=omerc ${rest.replace('+lon_0', '+lonc')}+alpha=${azimuth} +gamma=${azimuth}`).replace(/\s+/g, ' ').trim()
}
