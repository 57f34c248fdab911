import type { Geometry } from 'geojson'
import { createGeometryBuilder } from './kml-geometry.ts'
import type { Notebook } from './notebook.ts'
import { createXmlFeed } from './xml.ts'

/** A placemark: its geometry, its texts by name, and the folders that it lies in. */
export interface Placemark { geometry: Geometry | null; values: Record<string, string>; problem: string | null }

const plain = new Set(['name', 'description', 'address', 'phoneNumber', 'styleUrl'])

/** Placemarks of a KML text, in batches. Links, overlays and styles are left out with a note; nothing is fetched. */
export async function* placemarks(chunks: AsyncIterable<string>, file: string, notes: Notebook): AsyncGenerator<Placemark[]> {
  let ready: Placemark[] = []
  let roots = 0
  let inside = false
  let values: Record<string, string> = {}
  let key = ''
  let text: string | null = null
  const folders: { tag: string; name: string }[] = []
  const path: string[] = []
  const builder = createGeometryBuilder()
  const feed = createXmlFeed(file, {
    open(tag, attributes) {
      path.push(tag)
      if (path.length === 1) roots += tag === 'kml' ? 1 : 0
      if (tag === 'Placemark') { inside = true; values = Object.create(null) as Record<string, string>; builder.take() }
      else if (tag === 'Folder' || tag === 'Document') folders.push({ tag, name: '' })
      else if (tag === 'NetworkLink') notes.add('LINK_LEFT_OUT', 'data behind a network link is not fetched')
      else if (/Overlay$/.test(tag)) notes.add('OVERLAY_LEFT_OUT', `${tag} is not a feature`)
      if (inside) {
        builder.open(tag)
        if (tag === 'Data' || tag === 'SimpleData') key = attributes.get('name') ?? ''
        if (tag === 'Data') { text = null } else if (tag === 'SimpleData' || tag === 'value' || (plain.has(tag) && path.at(-2) === 'Placemark') || tag === 'begin' || tag === 'end' || tag === 'when') text = ''
      } else if (tag === 'name' && (path.at(-2) === 'Folder' || path.at(-2) === 'Document')) text = ''
    },
    text(part) {
      if (text !== null) text += part
      if (inside) builder.text(part)
    },
    close(tag) {
      path.pop()
      const parent = path.at(-1)
      if (inside) {
        builder.close(tag)
        if (tag === 'Placemark') {
          const { geometry, times, problem } = builder.take()
          if (times[0] && values.begin === undefined && values.when === undefined) values.begin = times[0]
          const folder = folders.filter((one) => one.tag === 'Folder' && one.name !== '').map((one) => one.name).join(' / ')
          if (folder !== '') values.folder ??= folder
          ready.push({ geometry, values, problem })
          inside = false
          text = null
        } else if (text !== null && (tag === 'SimpleData' || (tag === 'value' && parent === 'Data'))) { values[key] = text.trim(); text = null }
        else if (text !== null && plain.has(tag) && parent === 'Placemark') { if (tag !== 'styleUrl') values[tag] = text.trim(); text = null }
        else if (text !== null && (tag === 'begin' || tag === 'end' || (tag === 'when' && parent === 'TimeStamp'))) { values[tag] = text.trim(); text = null }
      } else if (tag === 'name' && text !== null) {
        const folder = folders.at(-1)
        if (folder) folder.name = text.trim()
        text = null
      } else if (tag === 'Folder' || tag === 'Document') folders.pop()
    },
  })
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 65_536) {
      feed.write(chunk.slice(at, at + 65_536))
      if (ready.length >= 200) { yield ready; ready = [] }
    }
  }
  feed.end()
  if (roots === 0) notes.add('NOT_KML', 'the root of the file is not kml')
  if (ready.length > 0) yield ready
}
