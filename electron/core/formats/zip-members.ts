import { rasterCompanions } from './raster-companions.ts'
import type { ZipEntry } from './zip-directory.ts'

/** One dataset of an archive: its main entry and what belongs to it, each with the extension it keeps. `label` names it to the analyst. */
export interface Member { label: string; fileName: string; main: ZipEntry; companions: { extension: string; entry: ZipEntry }[] }

const companionsOf = ['.dbf', '.shx', '.prj', '.cpg', '.qpj']
const onlyAlone = ['.txt', '.tab', '.xml']
const rasters = ['.tif', '.tiff', '.asc']
const archives = ['.zip', '.7z', '.rar', '.gz', '.tgz', '.bz2', '.xz', '.tar']

/**
 * The datasets among the entries of an archive. A shapefile takes its companions of the same stem in the same folder; a .dbf without a .shp is a table.
 * Plain text, XML and the like count only where nothing else does. `others` are left out, `nested` are archives in the archive.
 */
export function membersOf(entries: ZipEntry[], extensions: string[]): { members: Member[]; others: ZipEntry[]; nested: ZipEntry[] } {
  const byKey = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]))
  const used = new Set<ZipEntry>()
  const members: Member[] = []
  const claim = (main: ZipEntry, companions: Member['companions']) => {
    used.add(main)
    for (const { entry } of companions) used.add(entry)
    members.push({ label: '', fileName: baseName(main.name), main, companions })
  }
  const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  for (const main of sorted.filter((entry) => extensionOf(entry.name) === '.shp')) claim(main, companions(main, byKey))
  for (const main of sorted.filter((entry) => extensionOf(entry.name) === '.dbf' && !used.has(entry))) claim(main, companions(main, byKey).filter((item) => item.extension === '.cpg'))
  const rest = sorted.filter((entry) => !used.has(entry) && extensions.includes(extensionOf(entry.name).slice(1)) && !companionsOf.includes(extensionOf(entry.name)))
  for (const main of rest.filter((entry) => !onlyAlone.includes(extensionOf(entry.name)))) claim(main, rasters.includes(extensionOf(main.name)) ? beside(main, byKey) : [])
  if (!members.length) for (const main of rest) claim(main, [])
  label(members)
  const others = entries.filter((entry) => !used.has(entry) && !isIndex(entry, byKey))
  return { members, others, nested: others.filter((entry) => archives.includes(extensionOf(entry.name))) }
}

/** World file, system and metadata of a raster; GDAL names the last after the whole file. */
function beside(main: ZipEntry, byKey: Map<string, ZipEntry>): Member['companions'] {
  const stem = main.name.slice(0, -extensionOf(main.name).length).toLowerCase()
  return rasterCompanions.flatMap((extension) => {
    const entry = byKey.get(stem + extension) ?? (extension === '.aux.xml' ? byKey.get(main.name.toLowerCase() + extension) : undefined)
    return entry ? [{ extension, entry }] : []
  })
}

function companions(main: ZipEntry, byKey: Map<string, ZipEntry>): Member['companions'] {
  const stem = main.name.slice(0, -extensionOf(main.name).length).toLowerCase()
  return companionsOf.flatMap((extension) => {
    const entry = byKey.get(stem + extension)
    return entry && entry !== main ? [{ extension, entry }] : []
  })
}

/** Search indexes and metadata that belong to a shapefile and hold no data of their own. */
function isIndex(entry: ZipEntry, byKey: Map<string, ZipEntry>): boolean {
  const name = entry.name.toLowerCase()
  const stem = name.replace(/(\.shp)?\.(sbn|sbx|qix|fix|fbn|fbx|ain|aih|atx|ixs|mxs|qmd|qml|cst|xml|qpj|cpg|prj|shx)$/, '')
  return stem !== name && byKey.has(`${stem}.shp`)
}

/** The stem where it is unique, else the file's name, else its whole path in the archive. */
function label(members: Member[]): void {
  const forms = [(m: Member) => stemOf(m.fileName), (m: Member) => m.fileName]
  for (const member of members) {
    const form = forms.find((f) => members.filter((other) => f(other).toLowerCase() === f(member).toLowerCase()).length === 1)
    member.label = form ? form(member) : member.main.name
  }
}

export function extensionOf(name: string): string {
  return /\.[^./]*$/.exec(name.toLowerCase())?.[0] ?? ''
}

function baseName(name: string): string {
  return name.replace(/^.*\//, '')
}

function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '')
}
