import type { Position } from 'geojson'
import type { Format } from './format.ts'
import { openFeatures, type FoundFeature } from './feature-layer.ts'
import type { Notebook } from './notebook.ts'
import { headText, openText, readHead } from './text.ts'
import { createXmlFeed, declaredEncoding } from './xml.ts'

/** GPX: waypoints, routes and tracks, each a layer of its own as GDAL has them. */
export const gpx: Format = {
  id: 'gpx', title: 'GPX', extensions: ['gpx'],
  recognises(head, name) {
    const start = headText(head)
    return /^\s*</.test(start) && (/<(\w+:)?gpx[\s>]/i.test(start) || /\.gpx$/i.test(name) && !/<!doctype html|<html/i.test(start.slice(0, 300)))
  },
  async open(file, options) {
    const text = await openText(file.path, file.name, options.encoding ?? declaredEncoding(headText(await readHead(file.path))))
    return openFeatures({ format: 'gpx', file, encoding: text.encoding, size: text.size, done: () => text.done(), read: (notes) => gpxFeatures(text.chunks(), file.name, notes), close() {} })
  },
}

const kept = new Set(['name', 'cmt', 'desc', 'src', 'sym', 'type', 'time', 'ele', 'number'])
const layers: Record<string, string> = { wpt: 'waypoints', rte: 'routes', trk: 'tracks' }

async function* gpxFeatures(chunks: AsyncIterable<string>, file: string, notes: Notebook): AsyncGenerator<FoundFeature[]> {
  let ready: FoundFeature[] = []
  let feature: (FoundFeature & { lines: Position[][] }) | null = null
  let text: string | null = null
  const path: string[] = []
  const feed = createXmlFeed(file, {
    open(tag, attributes) {
      const parent = path.at(-1)
      path.push(tag)
      if (layers[tag] && path.length === 2) {
        feature = { geometry: null, values: Object.create(null) as Record<string, string>, problem: null, layer: layers[tag], lines: tag === 'rte' ? [[]] : [] }
        if (tag === 'wpt') {
          const position = positionOf(attributes)
          if (position) feature.geometry = { type: 'Point', coordinates: position }
          else feature.problem = 'a waypoint without longitude and latitude'
        }
      } else if (feature && tag === 'trkseg') feature.lines.push([])
      else if (feature && (tag === 'trkpt' || tag === 'rtept')) {
        const position = positionOf(attributes)
        if (position) feature.lines.at(-1)?.push(position)
        else notes.add('POINT_LEFT_OUT', 'a point of a track or route without longitude and latitude')
      }
      text = feature && kept.has(tag) && (layers[parent ?? ''] !== undefined || (tag === 'time' && parent === 'trkpt' && feature.values.time === undefined)) ? '' : null
    },
    text(part) { if (text !== null) text += part },
    close(tag) {
      path.pop()
      if (feature && text !== null && kept.has(tag)) { feature.values[tag] = text.trim(); text = null }
      if (!feature || layers[tag] === undefined || path.length !== 1) return
      const { lines, ...found } = feature
      const drawn = lines.filter((line) => line.length > 0)
      if (drawn.length > 0) found.geometry = { type: 'MultiLineString', coordinates: drawn }
      ready.push(found)
      feature = null
    },
  })
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 65_536) {
      feed.write(chunk.slice(at, at + 65_536))
      if (ready.length >= 200) { yield ready; ready = [] }
    }
  }
  feed.end()
  if (ready.length > 0) yield ready
}

function positionOf(attributes: ReadonlyMap<string, string>): Position | null {
  const [lon, lat] = [attributes.get('lon'), attributes.get('lat')].map((value) => value === undefined || value.trim() === '' ? NaN : Number(value))
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon!, lat!] : null
}
