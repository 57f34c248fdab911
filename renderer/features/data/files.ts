import { Zip, ZipPassThrough } from 'fflate'

/** What belongs to a loose main file, by its extension: the parts of a shapefile; the world file, system and metadata of a raster. */
const shapefileParts = ['shp', 'shx', 'dbf', 'prj', 'qpj', 'cpg', 'sbn', 'sbx', 'shp.xml']
const beside = ['tfw', 'tifw', 'tiffw', 'wld', 'prj', 'aux.xml']
const parts: Record<string, string[]> = { shp: shapefileParts, tif: ['tif', ...beside, 'tif.aux.xml'], tiff: ['tiff', ...beside, 'tiff.aux.xml'], asc: ['asc', ...beside, 'asc.aux.xml'] }

/** The files of a drop, folders opened. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files]
  return (await Promise.all(entries.filter((entry) => entry !== null).map(filesUnder))).flat()
}

/** One file per thing to import: a main file and what belongs to it (same stem) become one stored zip; everything else stays as it is. Order is kept. */
export async function bundleFiles(files: readonly File[]): Promise<File[]> {
  const groups = new Map<File, File[]>()
  for (const main of files) {
    const wanted = parts[extensionOf(main.name)]
    const group = wanted ? files.filter((one) => stemOf(one.name) === stemOf(main.name) && wanted.includes(extensionOf(one.name)) && ![...groups.values()].some((taken) => taken.includes(one))) : []
    if (group.length > 1 || (group.length === 1 && extensionOf(main.name) === 'shp')) groups.set(main, group)
  }
  const out: File[] = []
  const done = new Set<File[]>()
  for (const file of files) {
    const [main, group] = [...groups].find(([, members]) => members.includes(file)) ?? []
    if (!main || !group) { out.push(file); continue }
    if (done.has(group)) continue
    done.add(group)
    out.push(await zipOf(group, main))
  }
  return out
}

/** A zip that only stores, made chunk by chunk, named after its main file. */
async function zipOf(files: File[], main: File): Promise<File> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let failure: Error | null = null
  const zip = new Zip((error, chunk) => { if (error) failure = error; else chunks.push(chunk as Uint8Array<ArrayBuffer>) })
  for (const file of files) {
    const part = new ZipPassThrough(file.name)
    part.mtime = new Date(Math.max(file.lastModified, Date.UTC(1981, 0, 1)))
    zip.add(part)
    const reader = file.stream().getReader()
    for (;;) {
      const { value, done } = await reader.read()
      if (done) break
      part.push(value)
    }
    part.push(new Uint8Array(0), true)
  }
  zip.end()
  if (failure) throw failure
  return new File(chunks, `${main.name.replace(/\.[^.]+$/, '')}.zip`, { type: 'application/zip' })
}

function extensionOf(name: string): string {
  const lower = name.toLowerCase()
  return /\.(shp\.xml|(tiff?\.|asc\.)?aux\.xml)$/.exec(lower)?.[1] ?? lower.slice(lower.lastIndexOf('.') + 1)
}

function stemOf(name: string): string {
  return name.slice(0, -extensionOf(name).length - 1).toLowerCase()
}

async function filesUnder(entry: FileSystemEntry): Promise<File[]> {
  if (entry.name.startsWith('.')) return []
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const out: File[] = []
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return out
    for (const one of entries) out.push(...(await filesUnder(one)))
  }
}
