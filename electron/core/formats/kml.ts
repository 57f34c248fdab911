import { AtlasError } from '../../../shared/contract/errors.ts'
import type { Format, OpenedFile, SourceFile } from './format.ts'
import { openFeatures } from './feature-layer.ts'
import { placemarks } from './kml-placemarks.ts'
import { headText, openText, readHead } from './text.ts'
import { declaredEncoding } from './xml.ts'
import { readDirectory } from './zip-directory.ts'
import { entryText } from './zip-text.ts'

/** KML, and KMZ (a zip archive with a KML inside): placemarks with their extended data, times and folders. */
export const kml: Format = {
  id: 'kml', title: 'KML', extensions: ['kml', 'kmz'],
  recognises(head, name) {
    if (head[0] === 0x50 && head[1] === 0x4b) return /\.kmz$/i.test(name)
    const start = headText(head)
    return /^\s*</.test(start) && (/<(\w+:)?kml[\s>]/i.test(start) || /\.kml$/i.test(name) && !/<!doctype html|<html/i.test(start.slice(0, 300)))
  },
  open: (file, options) => /\.kmz$/i.test(file.name) || file.name.toLowerCase().endsWith('.zip') ? openKmz(file) : openKml(file, options.encoding),
}

async function openKml(file: SourceFile, encoding: string | undefined): Promise<OpenedFile> {
  const head = await readHead(file.path)
  if (head[0] === 0x50 && head[1] === 0x4b) return openKmz(file)
  const text = await openText(file.path, file.name, encoding ?? declaredEncoding(headText(head)))
  return openFeatures({ format: 'kml', file, encoding: text.encoding, size: text.size, done: () => text.done(), read: (notes) => placemarks(text.chunks(), file.name, notes), close() {} })
}

async function openKmz(file: SourceFile): Promise<OpenedFile> {
  const head = await readHead(file.path, 4)
  if (head[0] !== 0x50) return openKml(file, undefined)
  const { zip, entries } = await readDirectory(file.path, file.name)
  try {
    const inside = entries.filter((entry) => /\.kml$/i.test(entry.name))
    if (inside.length === 0) throw new AtlasError('NOT_KML', `${file.name} holds no KML: it has ${entries.slice(0, 5).map((entry) => entry.name.split('/').at(-1)).join(', ')}`)
    const size = inside.reduce((sum, entry) => sum + entry.bytes, 0)
    return await openFeatures({
      format: 'kml', file, encoding: 'utf-8', size, done: () => size, close: () => zip.close(),
      async *read(notes) {
        for (const entry of inside) {
          const layer = inside.length > 1 ? entry.name.replace(/^.*\//, '').replace(/\.kml$/i, '') : undefined
          for await (const batch of placemarks(entryText(zip, entry, file.name), file.name, notes)) yield layer === undefined ? batch : batch.map((placemark) => ({ ...placemark, layer }))
        }
      },
    })
  } catch (error) {
    zip.close()
    throw error
  }
}
