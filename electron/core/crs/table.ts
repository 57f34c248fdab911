import { readCatalogue } from '../data-file.ts'

/** One coordinate system of the table: `proj` is proj text without its datum shift; `bbox` is `[west, south, east, north]` of its area of use; `degrees` is the size of its angular unit. `shift` is null where the datum is WGS 84 within its own accuracy, and `'unknown'` where the table knows none. */
export interface CrsEntry { code: number; name: string; proj: string; bbox: [number, number, number, number]; shift: Shift | 'unknown' | null; degrees: number }

/** Seven position-vector parameters (m, arc-seconds, ppm) to WGS 84; `accuracyM` in metres where known. */
export interface Shift { operation: string; towgs84: string; accuracyM: number | null }

export interface CrsTable { byCode: Map<number, CrsEntry>; byName: Map<string, CrsEntry> }

interface TableFile {
  operations: (string | number | null)[][]
  systems: [number, string, string, CrsEntry['bbox'], number | string | null, number][]
  aliases: Record<string, number>
}

let table: CrsTable | null = null

/** The table of coordinate systems in `data/catalogue/crs.json` (EPSG and ESRI codes, names, projections, areas, datum shifts), read once. */
export function loadCrsTable(): CrsTable {
  return (table ??= read())
}

/** A name as the table compares it: letters and digits only, without ESRI's prefixes. */
export function plainName(name: string): string {
  return name.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '').replace(/^gcs/, '')
}

function read(): CrsTable {
  const file = readCatalogue('catalogue/crs.json') as TableFile
  const shifts = file.operations.map(([operation, ...values]): Shift => ({
    operation: String(operation), towgs84: values.slice(0, 7).join(','), accuracyM: typeof values[7] === 'number' ? values[7] : null,
  }))
  const byCode = new Map<number, CrsEntry>()
  const byName = new Map<string, CrsEntry>()
  for (const [code, name, proj, bbox, shift, degrees] of file.systems) {
    const entry: CrsEntry = { code, name, proj, bbox, degrees, shift: shiftOf(shift, shifts) }
    byCode.set(code, entry)
    const plain = plainName(name)
    if (!byName.has(plain)) byName.set(plain, entry)
  }
  for (const [name, code] of Object.entries(file.aliases)) {
    const entry = byCode.get(code)
    if (entry && !byName.has(name)) byName.set(name, entry)
  }
  return { byCode, byName }
}

function shiftOf(value: number | string | null, shifts: Shift[]): CrsEntry['shift'] {
  if (typeof value === 'number') return shifts[value] ?? null
  if (value === null || value === 'unknown') return value
  return { operation: 'EPSG', towgs84: value, accuracyM: null }
}
