import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { AreaInput } from '../../../shared/analysis/input.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { polygonsOf } from '../../../shared/geo/parts.ts'
import { areasOf } from '../../shared/analysis/support.ts'
import { meet } from '../../shared/analysis/editions/met.ts'
import { tilingOf } from '../../shared/analysis/editions/tiling.ts'
import { sharedFile, shared } from '../../fixtures.ts'
import { hasGdal, python3 } from '../sql/gdal.ts'

/** A share may differ by this: borders are geodesics here and straight on the map there, which cutting a long one shows. */
const bound = 1e-4

/** Reads lines `side index hex`; overlays both sides with GEOS and answers the share of each old area in each new one, by surface in the equal-area projection EPSG:6933. */
const overlay = `
import sys, json
from osgeo import ogr, osr, gdal
ogr.UseExceptions()
a = osr.SpatialReference(); a.ImportFromEPSG(4326); a.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
b = osr.SpatialReference(); b.ImportFromEPSG(6933)
to = osr.CoordinateTransformation(a, b)
def km2(g):
    g = g.Clone(); g.Segmentize(0.02); g.Transform(to); return g.GetArea() / 1e6
sides = {'f': {}, 't': {}}
for line in open(sys.argv[1]):
    side, i, hex = line.split()
    g = ogr.CreateGeometryFromWkb(bytes.fromhex(hex))
    sides[side][int(i)] = (g if g.IsValid() else g.MakeValid())
out = []
for i, f in sides['f'].items():
    e = f.GetEnvelope(); whole = km2(f)
    for k, t in sides['t'].items():
        d = t.GetEnvelope()
        if e[0] > d[1] or d[0] > e[1] or e[2] > d[3] or d[2] > e[3]: continue
        area = km2(f.Intersection(t))
        if area > 0: out.append([i, k, area / whole, area])
json.dump(out, open(sys.argv[2], 'w'))
`

function byGeos(from: AreaInput, to: AreaInput): Map<string, { share: number; km2: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'geos-'))
  try {
    const lines = ([['f', from], ['t', to]] as const).flatMap(([side, areas]) => areas.geometries.flatMap((geometry, i) => (geometry ? [`${side} ${i} ${Buffer.from(encodeWkb(geometry as Geometry)).toString('hex')}`] : [])))
    writeFileSync(join(folder, 'in.txt'), `${lines.join('\n')}\n`)
    const { code, said } = python3(overlay, join(folder, 'in.txt'), join(folder, 'out.json'))
    if (code !== 0) throw new Error(said)
    return new Map((JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as [number, number, number, number][]).map(([i, k, share, km2]) => [`${i} ${k}`, { share, km2 }]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The largest difference of a share of an old area, over all pairs, without a tolerance. */
function worst(from: AreaInput, to: AreaInput): { worst: number; pairs: number; outside: number } {
  const { crosswalk } = meet(from, to, 0)
  const geos = byGeos(from, to)
  const ours = new Map([...crosswalk.links].map((link) => [`${link.from} ${link.to}`, link.sizeOfFrom]))
  const keys = new Set([...ours.keys(), ...geos.keys()])
  return { worst: Math.max(...[...keys].map((key) => Math.abs((ours.get(key) ?? 0) - (geos.get(key)?.share ?? 0)))), pairs: keys.size, outside: Math.max(...crosswalk.outside) }
}

/** Some areas joined by GEOS-free means: the polygons of a group side by side. */
function grouped(areas: AreaInput, size: number): AreaInput {
  const codes = [...new Set(areas.codes.map((_, i) => `G${String(Math.floor(i / size)).padStart(3, '0')}`))]
  return { codes, names: codes, parents: codes.map(() => null), geometries: codes.map((_, g): MultiPolygon => ({ type: 'MultiPolygon', coordinates: areas.geometries.slice(g * size, g * size + size).flatMap(polygonsOf) })) }
}

/** Areas pushed east by some degrees: borders that cross everywhere. */
function pushed(areas: AreaInput, degrees: number): AreaInput {
  const move = (geometry: Polygon | MultiPolygon | null): MultiPolygon | null => geometry && { type: 'MultiPolygon', coordinates: polygonsOf(geometry).map((rings) => rings.map((ring) => ring.map(([x, y]) => [x! + degrees, y!]))) }
  return { ...areas, geometries: areas.geometries.map(move) }
}

describe.skipIf(!hasGdal)('overlap shares against GEOS (skipped where GDAL is not installed)', () => {
  it('redrawn tilings at the equator, in the middle latitudes and in the north', { timeout: 120_000 }, () => {
    for (const south of [-0.3, 34, 67]) {
      const of = (seed: number, shift: number) => tilingOf({ columns: 6, rows: 5, corners: 15, step: 0.12, noise: 0.1, seed, shift, south })
      const found = worst(of(1, 0), of(2, 0.35))
      expect(found.pairs).toBeGreaterThan(60)
      expect(found.worst).toBeLessThan(bound)
    }
  })

  it.skipIf(!shared)('the boundaries of the Central African Republic and of Somalia: pushed, joined and cut (skipped without ../shared)', { timeout: 240_000 }, () => {
    for (const [path, code] of [['fixtures/caf/boundaries/caf_admin1.geojson', 'adm1_pcode'], ['fixtures/som/boundaries/som_admbnda_adm2_ocha_20230308_dv.json', 'ADM2_PCODE']] as const) {
      const now = areasOf(sharedFile(path), code, code)
      for (const [from, to] of [[now, pushed(now, 0.15)], [now, grouped(now, 4)], [grouped(now, 4), now]] as const) expect([path, worst(from, to).worst < bound]).toEqual([path, true])
    }
  })
})
