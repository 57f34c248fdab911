import { readAuxXml, unescaped } from './raster-companions.ts'
import type { RasterTransform } from './raster.ts'

interface PamBand { nodata?: number; scale?: number; offset?: number; unit?: string; description?: string; categories?: string[] }

/** What GDAL keeps beside a raster (.aux.xml): its place, and by band (from 1) what the file itself cannot say. */
export interface Pam { transform: RasterTransform | null; bands: Record<number, PamBand> }

/** Reads the .aux.xml beside a raster by the few elements that matter; null without one. */
export async function readPam(path: string): Promise<Pam | null> {
  const xml = await readAuxXml(path)
  if (!xml) return null
  const numbers = (/<GeoTransform>([^<]*)<\/GeoTransform>/.exec(xml)?.[1] ?? '').split(',').map(Number)
  const bands: Record<number, PamBand> = {}
  for (const [, number, body = ''] of xml.matchAll(/<PAMRasterBand band="(\d{1,5})">([\s\S]*?)<\/PAMRasterBand>/g)) {
    const text = (name: string) => { const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1]; return found === undefined ? undefined : unescaped(found).trim() }
    const value = (name: string) => { const found = text(name); return found !== undefined && found !== '' && Number.isFinite(Number(found)) ? Number(found) : undefined }
    const names = /<CategoryNames>([\s\S]*?)<\/CategoryNames>/.exec(body)?.[1]
    const categories = names === undefined ? undefined : [...names.matchAll(/<Category>([^<]*)<\/Category>|<Category\s*\/>/g)].map((one) => unescaped(one[1] ?? ''))
    bands[Number(number)] = { nodata: value('NoDataValue'), scale: value('Scale'), offset: value('Offset'), unit: text('UnitType'), description: text('Description'), categories }
  }
  return { transform: numbers.length === 6 && numbers.every(Number.isFinite) ? (numbers as RasterTransform) : null, bands }
}
