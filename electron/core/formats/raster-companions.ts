import { readdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { RasterTransform } from './raster.ts'

const mostBytes = 4_000_000
const worldEndings = ['.tfw', '.tifw', '.tiffw', '.wld']

/** What may lie beside a raster under its name: a world file, a coordinate system, GDAL's metadata. */
export const rasterCompanions = [...worldEndings, '.prj', '.aux.xml']

/** The paths of what lies beside a raster, in any letter case. */
export function companionsOf(path: string): string[] {
  const [folder, name] = [dirname(path), basename(path).toLowerCase()]
  const stem = basename(name, extname(name))
  const wanted = new Set([...worldEndings.map((ending) => stem + ending), `${stem}.prj`, `${name}.aux.xml`, `${stem}.aux.xml`])
  return readdirSync(folder).filter((one) => wanted.has(one.toLowerCase())).toSorted().map((one) => join(folder, one))
}

/** The place of cells by a world file beside the raster (its middle of the first cell moved to the corner), or null. */
export async function readWorldFile(path: string): Promise<RasterTransform | null> {
  const numbers = (await textOf(path, worldEndings))?.trim().split(/\s+/).map((word) => Number(word.replace(',', '.'))) ?? []
  const [a, d, b, e, x, y] = numbers as [number, number, number, number, number, number]
  if (numbers.length < 6 || !numbers.slice(0, 6).every(Number.isFinite) || a * e - b * d === 0) return null
  return [x - (a + b) / 2, a, b, y - (d + e) / 2, d, e]
}

/** The system in a .prj beside the raster, or in GDAL's .aux.xml: well-known text, or for the old form of ARC/INFO degrees or UTM; null without one. */
export async function readCompanionCrs(path: string): Promise<string | null> {
  const text = (await textOf(path, ['.prj']))?.trim()
  if (text) return /^(PROJCS|GEOGCS|PROJCRS|GEOGCRS|COMPD|BOUNDCRS)/i.test(text) ? text : arcInfo(text)
  const xml = await readAuxXml(path)
  const srs = /<SRS[^>]*>([\s\S]*?)<\/SRS>/.exec(xml ?? '')?.[1]
  return srs ? unescaped(srs).trim() || null : null
}

/** GDAL's metadata beside a raster as text, or null. */
export function readAuxXml(path: string): Promise<string | null> { return textOf(path, ['.aux.xml']) }

export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
}

/** `Projection UTM / Zone 33 / Datum WGS84`, as ARC/INFO wrote it. */
function arcInfo(text: string): string | null {
  const word = (name: string) => new RegExp(`^\\s*${name}\\s+(\\S+)`, 'im').exec(text)?.[1]?.toUpperCase()
  const wgs84 = /WGS_?84|WGS_?1984|WGE/.test(word('datum') ?? '')
  if (word('projection') === 'GEOGRAPHIC') return wgs84 || word('datum') === undefined ? 'EPSG:4326' : null
  const zone = Number(word('zone'))
  if (word('projection') === 'UTM' && wgs84 && zone >= 1 && zone <= 60) return `EPSG:${(/^\s*yshift\s+-?1?0{7}/im.test(text) ? 32_700 : 32_600) + zone}`
  return null
}

async function textOf(path: string, endings: string[]): Promise<string | null> {
  const found = companionsOf(path).find((one) => endings.some((ending) => one.toLowerCase().endsWith(ending)))
  if (!found || (await stat(found)).size > mostBytes) return null
  return readFile(found, 'utf8')
}
