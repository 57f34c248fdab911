import { Zip, ZipPassThrough } from 'fflate'

const companions = ['shp', 'shx', 'dbf', 'prj', 'qpj', 'cpg', 'sbn', 'sbx', 'shp.xml']

/** The files of a drop, folders opened. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files]
  return (await Promise.all(entries.filter((entry) => entry !== null).map(filesUnder))).flat()
}

/** One file per thing to import: the loose parts of a shapefile (same stem beside a .shp) become one stored zip; everything else stays as it is. Order is kept. */
export async function bundleFiles(files: readonly File[]): Promise<File[]> {
  const stems = new Set(files.filter((file) => extensionOf(file.name) === 'shp').map((file) => stemOf(file.name)))
  const out: File[] = []
  const done = new Set<string>()
  for (const file of files) {
    const stem = stemOf(file.name)
    if (!companions.includes(extensionOf(file.name)) || !stems.has(stem)) { out.push(file); continue }
    if (done.has(stem)) continue
    done.add(stem)
    out.push(await zipOf(files.filter((one) => companions.includes(extensionOf(one.name)) && stemOf(one.name) === stem)))
  }
  return out
}

/** A zip that only stores, made chunk by chunk, named after its .shp. */
async function zipOf(files: File[]): Promise<File> {
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
  const main = files.find((file) => extensionOf(file.name) === 'shp') ?? files[0]
  return new File(chunks, `${(main?.name ?? 'shapefile').replace(/\.[^.]+$/, '')}.zip`, { type: 'application/zip' })
}

function extensionOf(name: string): string {
  const lower = name.toLowerCase()
  return lower.endsWith('.shp.xml') ? 'shp.xml' : lower.slice(lower.lastIndexOf('.') + 1)
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
