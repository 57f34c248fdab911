import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { Format, OpenedLayer, ReadOptions, SourceRow } from '../../../electron/core/formats/format.ts'

/** Whether GDAL's programs and its Python module are installed. */
export const gdal = spawnSync('ogr2ogr', ['--version'], { stdio: 'ignore' }).status === 0 && spawnSync('/usr/bin/python3', ['-c', 'from osgeo import ogr'], { stdio: 'ignore' }).status === 0

const folders: string[] = []
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })

/** A fresh folder, removed after the file's tests. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-test-'))
  folders.push(folder)
  return folder
}

/** Writes files into a fresh folder and answers the path of the first. */
export function written(files: Record<string, string | Uint8Array>): string {
  const folder = freshFolder()
  for (const [name, data] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), data)
  }
  return join(folder, Object.keys(files)[0] ?? '')
}

export interface Read { sublayers: string[]; layer: OpenedLayer; rows: SourceRow[] }

/** Reads one sublayer (the first unless named) to its end. */
export async function readAll(format: Format, path: string, options: ReadOptions = {}): Promise<Read> {
  const opened = await format.open({ path, name: basename(path) }, options)
  try {
    const layer = await opened.openLayer(options.sublayer ?? opened.sublayers[0]?.name ?? '')
    const rows: SourceRow[] = []
    for await (const batch of layer.batches()) rows.push(...batch)
    return { sublayers: opened.sublayers.map((info) => info.name), layer: { ...layer, notes: layer.notes }, rows }
  } finally {
    opened.close()
  }
}

/** The error's code, or what came instead. The message must be one line without a path. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no error'
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (/[\n\r]|\/(tmp|home|work|usr|var)\//.test(message)) return `a path or a line break in: ${message}`
    return code ?? `no code: ${message}`
  }
}

/** What GDAL says about a layer: features as GeoJSON in the source's own coordinates. */
export function gdalFeatures(path: string, layer?: string): { properties: Record<string, unknown>; geometry: { type: string; coordinates: unknown } | null }[] {
  const script = `
import json, sys
from osgeo import ogr
ogr.UseExceptions()
d = ogr.Open(sys.argv[1])
l = d.GetLayerByName(sys.argv[2]) if len(sys.argv) > 2 else d.GetLayer(0)
out = []
for f in l:
    g = f.GetGeometryRef()
    if g is not None: g.FlattenTo2D()
    out.append({'properties': {f.GetFieldDefnRef(i).GetName(): f.GetField(i) for i in range(f.GetFieldCount())}, 'geometry': json.loads(g.ExportToJson(['COORDINATE_PRECISION=15'])) if g is not None and not g.IsEmpty() else None})
print(json.dumps(out))`
  const found = spawnSync('/usr/bin/python3', ['-c', script, path, ...(layer ? [layer] : [])], { encoding: 'utf8', maxBuffer: 1e9 })
  if (found.status !== 0) throw new Error(found.stderr)
  return JSON.parse(found.stdout) as ReturnType<typeof gdalFeatures>
}
