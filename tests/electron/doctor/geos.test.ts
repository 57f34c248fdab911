import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { defectsOf } from '../../../electron/core/doctor/defects.ts'
import { prepareGeometry } from '../../../electron/core/import/geometry.ts'
import { encodeWkb } from '../../../shared/geo/wkb.ts'
import { hasGdal, python3 } from '../sql/gdal.ts'

const seed = 20261201
const count = 1000

/** Corners on a coarse lattice meet, lie on each other and repeat; those of seven decimals are what files have. */
const corner = fc.oneof(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })), fc.tuple(fc.integer({ min: 0, max: 8e7 }), fc.integer({ min: 0, max: 8e7 })).map(([x, y]): Position => [x / 1e7 + 0.1, y / 1e7 - 0.3]))
const ring = fc.array(corner, { minLength: 3, maxLength: 12 }).map((corners): Position[] => [...corners, corners[0]!])
const shape = fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }).map((coordinates): Geometry => ({ type: 'MultiPolygon', coordinates }))

/** Reads lines `before after` (WKB as hexadecimal digits) and answers of each: whether GEOS calls it valid before and after, the area after, and for the first 60 single rings what GEOS makes of it and the exact area by the even-odd rule (rational numbers, slab by slab). */
const judge = `
import sys, json
from fractions import Fraction
from osgeo import ogr, gdal
ogr.DontUseExceptions(); gdal.PushErrorHandler('CPLQuietErrorHandler')
def exact(ring):
    points = [(Fraction(x), Fraction(y)) for x, y in ring]
    lines = [(a, b) for a, b in zip(points, points[1:]) if a != b]
    xs = {p[0] for p in points}
    for i, (a, b) in enumerate(lines):
        for c, d in lines[:i]:
            rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
            den = rx * sy - ry * sx
            if den == 0: continue
            t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / den
            u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / den
            if 0 <= t <= 1 and 0 <= u <= 1: xs.add(a[0] + t * rx)
    xs = sorted(xs); total = 0.0
    for l, r in zip(xs, xs[1:]):
        at = lambda a, b, x: a[1] + (x - a[0]) / (b[0] - a[0]) * (b[1] - a[1])
        edges = sorted((at(a, b, (l + r) / 2), at(a, b, l), at(a, b, r)) for a, b in lines if min(a[0], b[0]) <= l and max(a[0], b[0]) >= r)
        for p, q in zip(edges[::2], edges[1::2]): total += float((r - l) * (q[1] - p[1] + q[2] - p[2]) / 2)
    return total
out = []; left = 60
for line in open(sys.argv[1]):
    before, after = line.rstrip('\\n').split(' ')
    g = ogr.CreateGeometryFromWkb(bytes.fromhex(before))
    h = ogr.CreateGeometryFromWkb(bytes.fromhex(after)) if after else None
    single = left > 0 and g.GetGeometryCount() == 1 and g.GetGeometryRef(0).GetGeometryCount() == 1
    left -= single
    made = g.MakeValid() if single else None
    out.append([g.IsValid(), h.IsValid() if h else None, h.GetArea() if h else 0, made.GetArea() if made else 0, exact(g.GetGeometryRef(0).GetGeometryRef(0).GetPoints()) if single else None])
print(json.dumps(out))
`

describe.skipIf(!hasGdal)(`random shapes against GEOS (seed ${seed}; skipped where GDAL is not installed)`, () => {
  it('the doctor calls invalid what GEOS does, and what it repairs is valid there and encloses what the even-odd rule says', { timeout: 120_000 }, () => {
    const shapes = fc.sample(shape, { seed, numRuns: count })
    const folder = mkdtempSync(join(tmpdir(), 'geos-'))
    try {
      const hex = (geometry: Geometry | null): string => (geometry ? Buffer.from(encodeWkb(geometry)).toString('hex') : '')
      const file = join(folder, 'shapes.txt')
      writeFileSync(file, shapes.map((one) => `${hex(one)} ${hex(prepareGeometry(one).geometry)}`).join('\n'))
      const verdicts = JSON.parse(python3(judge, file).said) as [before: boolean, after: boolean | null, area: number, geos: number, exact: number | null][]
      const doctor = shapes.map((one) => defectsOf(one).every((spot) => spot.code !== 'SELF_INTERSECTION' && spot.code !== 'INVALID_RING'))
      expect(doctor).toEqual(verdicts.map(([before]) => before))
      expect(verdicts.filter(([, after]) => after === false)).toEqual([])
      const singles = verdicts.flatMap(([, after, area, geos, exact]) => (exact === null || after === null ? [] : [{ area, geos, exact }]))
      expect(singles.length).toBeGreaterThan(50)
      const off = (a: number, b: number): number => Math.abs(a - b) / Math.max(b, 1e-3)
      expect(singles.filter(({ area, exact }) => off(area, exact) > 1e-9)).toEqual([])
      const alike = singles.filter(({ geos, exact }) => off(geos, exact) <= 1e-9)
      expect(alike.length / singles.length).toBeGreaterThan(0.8)
      expect(alike.filter(({ area, geos }) => off(area, geos) > 2e-9)).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
