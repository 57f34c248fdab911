import { headText, looksBinary } from './text.ts'

const data = 'ask for the data behind it as a table (CSV, XLSX) or a map file (GeoPackage, shapefile)'
const unpack = 'unpack it and import the files in it'
const table = 'save it as .xlsx or CSV'

/** First bytes (as Latin-1) of files that are not read, what they are called, and what to do. */
const kinds: readonly [start: RegExp, what: string, todo: string][] = [
  [/^%PDF/, 'a PDF', data],
  [/^Rar!\x1a\x07/, 'a RAR archive', unpack], [/^7z\xbc\xaf'\x1c/, 'a 7z archive', unpack], [/^\x1f\x8b/, 'a gzip archive', unpack], [/^BZh\d1AY&SY/, 'a bzip2 archive', unpack], [/^\xfd7zXZ\0/, 'an xz archive', unpack], [/^\x28\xb5\x2f\xfd/, 'a zstd archive', unpack],
  [/^(\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF[^]{4}WEBP|BM[^]{4}\0\0\0\0)/, 'a picture', data],
  [/^\0\x01\0\0Standard (Jet|ACE) DB/, 'an Access database', 'export its table as CSV or XLSX'], [/^(\$FL[23]|\xb0|<stata_dta>|[\x6c-\x76][\x01\x02]\x01\0)(?=[^]{60})/, 'a file of a statistics program', table],
  [/^(CDF[\x01\x02\x05]|\x89HDF\r\n|GRIB)/, 'a file of climate grids (NetCDF, HDF, GRIB)', 'save the layer you need as GeoTIFF, for example with QGIS'], [/^AC10\d\d\0/, 'an AutoCAD drawing', 'export it as GeoPackage or shapefile, for example with QGIS'],
  [/^\s*<!doctype qgis/i, 'a QGIS project, which names its data but does not hold them', 'export the layer from QGIS as GeoPackage'], [/^\s*(<\?xml[^>]*>\s*)?<(!doctype html|html)/i, 'a web page, perhaps a log-in page saved instead of the data', 'download the file again'],
  [/^PK\x03\x04[^]{26}mimetypeapplication\/vnd\.oasis\.opendocument\.spreadsheet/, 'an OpenDocument spreadsheet (.ods)', table], [/PK\x03\x04[^]{26}(mimetypeapplication\/vnd\.oasis\.opendocument|word\/|ppt\/)/, 'a document or presentation', data],
]

/** What a file is, where it is of a kind that is known but not read, and what to do with it; null where a reader should try. `head` are its first bytes (up to 64 KB). */
export function foreignKind(head: Uint8Array, name: string): { what: string; todo: string } | null {
  const start = Buffer.from(head.subarray(0, 2000)).toString('latin1')
  if (/^\xd0\xcf\x11\xe0/.test(start)) return /\.(docx?|pptx?|msg|rtf)$/i.test(name) ? { what: 'an old document', todo: data } : { what: 'an old Excel workbook (.xls)', todo: table }
  if (/^\xb0|^[\x6c-\x76]|^GRIB/.test(start) && !looksBinary(head)) return null
  const text = start.startsWith('PK\x03\x04') ? Buffer.from(head).toString('latin1') : start
  if (/xl\/(workbook|worksheets)/.test(text)) return null
  const found = kinds.find(([pattern]) => pattern.test(text)) ?? (/^(\xff\xfe|\xfe\xff|\xef\xbb\xbf)/.test(start) ? kinds.find(([pattern, what]) => /web page|QGIS/.test(what) && pattern.test(headText(head.subarray(0, 2000)))) : undefined)
  return found ? { what: found[1], todo: found[2] } : null
}

/** What an archive without data that can be read is, by the names in it. */
export function foreignArchive(names: readonly string[]): { what: string; todo: string } | null {
  if (names.some((name) => /\.gdbtabl[ex]$|\.gdb\//i.test(name))) return { what: 'an ESRI file geodatabase (.gdb)', todo: 'export its layers as GeoPackage, for example with QGIS' }
  if (names.some((name) => /\.qgs$/i.test(name))) return { what: 'a QGIS project, which names its data but does not hold them', todo: 'export the layer from QGIS as GeoPackage' }
  if (names.some((name) => /\.(tab|mif|id|map)$/i.test(name))) return { what: 'a MapInfo table', todo: 'export it as GeoPackage, for example with QGIS' }
  if (names.some((name) => /\.(lyr|lyrx|mxd|aprx|mpk)$/i.test(name))) return { what: 'a project or style of ArcGIS, which names its data but does not hold them', todo: 'export the layer as GeoPackage or shapefile' }
  if (names.some((name) => /\.pdf$/i.test(name)) && names.every((name) => /\.(pdf|docx?|txt|html?|png|jpe?g)$|\/$/i.test(name))) return { what: 'an archive of documents', todo: data }
  return null
}
