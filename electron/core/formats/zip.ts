import { join } from 'node:path'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { asciiGrid } from './ascii-grid.ts'
import { csv } from './csv.ts'
import { dbf } from './dbf.ts'
import { flatgeobuf } from './flatgeobuf.ts'
import { foreignArchive } from './foreign-kinds.ts'
import { geojson } from './geojson.ts'
import { geopackage } from './geopackage.ts'
import { geoparquet } from './geoparquet.ts'
import { geotiff } from './geotiff.ts'
import { gpx } from './gpx.ts'
import { jsonRecords } from './json-records.ts'
import { kml } from './kml.ts'
import { oneLine } from './notebook.ts'
import type { Format, OpenedFile, OpenedLayer, ReadOptions, SourceFile, SublayerInfo } from './format.ts'
import type { OpenedRaster } from './raster.ts'
import { shapefile } from './shapefile.ts'
import { topojson } from './topojson.ts'
import { xlsx } from './xlsx.ts'
import { readHead } from './text.ts'
import { limits, readDirectory } from './zip-directory.ts'
import { extractEntry } from './zip-extract.ts'
import type { Budget } from './zip-extract.ts'
import { extensionOf, membersOf } from './zip-members.ts'
import type { Member } from './zip-members.ts'
import { makeStaging, removeStaging } from './zip-staging.ts'

const mostDatasets = 300
const inside: Format[] = [shapefile, geopackage, geotiff, asciiGrid, geoparquet, flatgeobuf, xlsx, kml, gpx, topojson, geojson, jsonRecords, dbf, csv]

/** A zip archive of any of the other formats. Each dataset in it is a sublayer. Archives in archives are not followed; nothing is unpacked under a name from the archive. */
export const zip: Format = {
  id: 'zip',
  title: 'Zip archive',
  extensions: ['zip'],
  recognises: (head, name) => name.toLowerCase().endsWith('.zip') || (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4 && !isOffice(head)),
  open: openZip,
}

interface Dataset { label: string; file: OpenedFile }

/** Opens an archive: the datasets inside as sublayers, each named by its file (and by its layer, where the file has several). */
export async function openZip(file: SourceFile, options: ReadOptions): Promise<OpenedFile> {
  const { zip: archive, entries } = await readDirectory(file.path, file.name)
  let staging: string | null = null
  const datasets: Dataset[] = []
  const close = () => {
    for (const dataset of datasets) dataset.file.close()
    archive.close()
    if (staging) removeStaging(staging)
  }
  try {
    const { members, others, nested } = membersOf(entries.filter((entry) => entry.bytes > 0), inside.flatMap((format) => format.extensions))
    if (!members.length) throw nothing(file.name, entries.map((entry) => entry.name), nested.map((entry) => entry.name))
    if (members.length > mostDatasets) throw new AtlasError('ZIP_TOO_MANY', `${file.name} holds ${members.length} datasets; at most ${mostDatasets} are read from one archive: unpack it and import the files you need.`)
    staging = await makeStaging()
    const failures: { label: string; error: AtlasError }[] = []
    const budget: Budget = { left: limits.bytes }
    for (const [i, member] of members.entries()) {
      const path = await unpack(archive, member, join(staging, `dataset-${i + 1}`), file.name, budget, options.signal)
      try {
        datasets.push({ label: member.label, file: await openMember({ path, name: member.fileName }, options) })
      } catch (error) {
        if (!(error instanceof AtlasError)) throw error
        failures.push({ label: member.label, error })
      }
    }
    const [first] = failures
    if (!datasets.length && first) throw first.error
    return opened(datasets, failures, others.map((entry) => entry.name), close)
  } catch (error) {
    close()
    throw error
  }
}

function opened(datasets: Dataset[], failures: { label: string; error: AtlasError }[], others: string[], close: () => void): OpenedFile {
  const places = new Map<string, { dataset: Dataset; inner: string }>()
  const sublayers = datasets.flatMap((dataset) => dataset.file.sublayers.map((info): SublayerInfo => {
    const name = datasets.length === 1 ? info.name : dataset.file.sublayers.length === 1 ? dataset.label : `${dataset.label}/${info.name}`
    places.set(name, { dataset, inner: info.name })
    return { ...info, name }
  }))
  const extra = [
    ...failures.map(({ label, error }) => ({ code: 'ENTRY_UNREADABLE', count: 1, sample: oneLine(`${label}: ${error.message}`) })),
    ...(others.length ? [{ code: 'ENTRIES_LEFT_OUT', count: others.length, sample: oneLine(others.map((name) => name.replace(/^.*\//, '')).join(', ')) }] : []),
  ]
  return {
    format: 'zip', sublayers, close,
    async openLayer(name) {
      const place = places.get(name)
      if (!place) throw new AtlasError('NO_SUBLAYER', `The archive holds no layer "${name.slice(0, 80)}"; it holds ${sublayers.map((info) => info.name).join(', ').slice(0, 200)}.`)
      return withNotes(await place.dataset.file.openLayer(place.inner), name, extra)
    },
    async openRaster(name) {
      const place = places.get(name)
      if (!place?.dataset.file.openRaster) throw new AtlasError('NO_SUBLAYER', `The archive holds no raster "${name.slice(0, 80)}"; it holds ${sublayers.map((info) => info.name).join(', ').slice(0, 200)}.`)
      return withExtra(await place.dataset.file.openRaster(place.inner), name, extra)
    },
  }
}

function withNotes(layer: OpenedLayer, name: string, extra: OpenedLayer['notes']): OpenedLayer {
  return {
    ...layer, name, done: () => layer.done(), batches: () => layer.batches(),
    get notes() { return [...layer.notes, ...extra] },
  }
}

function withExtra(band: OpenedRaster, name: string, extra: OpenedLayer['notes']): OpenedRaster {
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(band), name: { value: name }, notes: { get: () => [...(band.notes ?? []), ...extra] } }) as OpenedRaster
}

async function unpack(archive: Parameters<typeof extractEntry>[0], member: Member, stem: string, name: string, budget: Budget, signal?: AbortSignal): Promise<string> {
  const path = stem + (extensionOf(member.main.name) || '.dat')
  await extractEntry(archive, member.main, path, name, budget, signal)
  for (const { extension, entry } of member.companions) await extractEntry(archive, entry, stem + extension, name, budget, signal)
  return path
}

async function openMember(file: SourceFile, options: ReadOptions): Promise<OpenedFile> {
  const head = await readHead(file.path)
  const extension = extensionOf(file.name).slice(1)
  const format = inside.find((item) => item.extensions.includes(extension) && item.recognises(head, file.name)) ?? inside.find((item) => item.extensions.includes(extension)) ?? csv
  return format.open(file, options)
}

function nothing(name: string, names: string[], nested: string[]): AtlasError {
  const foreign = foreignArchive(names)
  if (foreign) return new AtlasError('ZIP_EMPTY', `${name} is ${foreign.what}: ${foreign.todo}`)
  if (nested.length) return new AtlasError('ZIP_NESTED', `${name} holds other archives (${oneLine(nested.map((inner) => inner.replace(/^.*\//, '')).join(', ')).slice(0, 120)}): unpack it and import those.`)
  return new AtlasError('ZIP_EMPTY', names.length ? `${name} holds ${names.length} files, but no data that can be read (shapefile, GeoPackage, GeoJSON, KML, Excel, CSV).` : `${name} is an empty archive: download it again.`)
}

/** Workbooks and documents are zip archives too. */
function isOffice(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1')
  return /\[Content_Types\]\.xml|mimetypeapplication\/|META-INF\/manifest\.xml|xl\/workbook\.xml/.test(text)
}
