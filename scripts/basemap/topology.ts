import type { Position } from 'geojson'

/** As much of a TopoJSON topology as world atlases use. */
export interface Topology {
  transform: { scale: [number, number]; translate: [number, number] }
  arcs: [number, number][][]
  objects: { land: Collection; countries: Collection }
}
interface Collection { geometries: Shape[] }
export interface Shape { type: 'Polygon' | 'MultiPolygon'; arcs: number[][] | number[][][]; properties: { name: string; a3: string } }

/** Positions of every arc. */
export function decodeArcs({ arcs, transform: { scale, translate } }: Topology): Position[][] {
  return arcs.map((arc) => {
    let [x, y] = [0, 0]
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]])
  })
}

/** Rings of arc indices of every polygon of a shape. */
export function polygonArcs(shape: Shape): number[][][] {
  return shape.type === 'Polygon' ? [shape.arcs as number[][]] : (shape.arcs as number[][][])
}

/** Joins the arcs of a ring; `~i` is arc i backwards. */
export function joinRing(ring: number[], arcs: Position[][]): Position[] {
  const out: Position[] = []
  for (const index of ring) {
    const points = index < 0 ? arcs[~index]!.toReversed() : arcs[index]!
    out.push(...(out.length ? points.slice(1) : points))
  }
  return out
}
