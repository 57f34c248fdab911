import type { Position } from 'geojson'

/** ISO well-known binary, little-endian, of rings in degrees: one polygon. */
export function polygonWkb(...rings: Position[][]): Uint8Array {
  return new Uint8Array([...head(3), ...uint(rings.length), ...rings.flatMap(positions)])
}

export function multiPolygonWkb(...polygons: Position[][][]): Uint8Array {
  return new Uint8Array([...head(6), ...uint(polygons.length), ...polygons.flatMap((rings) => [...polygonWkb(...rings)])])
}

export function lineWkb(line: Position[]): Uint8Array {
  return new Uint8Array([...head(2), ...positions(line)])
}

export function pointWkb(point: Position): Uint8Array {
  return new Uint8Array([...head(1), ...doubles(point)])
}

function head(type: number): number[] {
  return [1, ...uint(type)]
}

function positions(line: Position[]): number[] {
  return [...uint(line.length), ...line.flatMap(doubles)]
}

function doubles(point: Position): number[] {
  return [...new Uint8Array(new Float64Array(point.slice(0, 2)).buffer)]
}

function uint(value: number): number[] {
  return [...new Uint8Array(new Uint32Array([value]).buffer)]
}
