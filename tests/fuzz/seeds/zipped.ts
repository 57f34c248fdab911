import { strToU8, zipSync } from 'fflate'
import { dbfOf, partsContent, pointContent, shapesOf, square } from '../../electron/formats/shapefile-writing.ts'
import { mutateZip, type MemberMutator } from '../archives.ts'
import { below, mutateBytes, mutateText, pick, type Chance } from '../mutate.ts'
import type { Seed, Target } from '../target.ts'
import { exportedSeeds } from './exported.ts'
import { kmlText, spoilt, xmlWords } from './text.ts'

const words = [0, 1, 2, 3, 5, 8, 11, 13, 15, 18, 23, 25, 28, 31, 49, 50, 51, 100, 1000, 65535, 2 ** 24, 2 ** 30, 2 ** 31 - 1, -1, -2, -(2 ** 31)]
const prjs = ['', 'GEOGCS[', 'PROJCS["WGS_1984_UTM_Zone_33N"]', 'x'.repeat(3000), 'GEOGCS["x",DATUM["D",SPHEROID["S",0,0]],PRIMEM["G",0],UNIT["D",0]]', '+proj=utm +zone=99', 'EPSG:4326', '\u0000\u0000', `${'GEOGCS["a",'.repeat(500)}`, 'LOCAL_CS["x"]', 'PROJCS["x",GEOGCS["y",DATUM["WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["Scale_Factor",1e999],UNIT["Meter",1]]']
const cpgs = ['', 'UTF-8', '1256', 'ISO 88591', 'CP949', 'utf-16', 'x'.repeat(500), '\u0000', '../../etc', 'constructor', 'UTF-7', 'ANSI 1251', '-1']

/** Lengths, offsets, counts and types of shapes where a .shp and a .shx have them. */
function mutateShapes(bytes: Uint8Array, next: Chance, step: number): Uint8Array {
  const out = Buffer.from(bytes)
  for (let rounds = 1 + below(3, next); rounds > 0; rounds--) {
    const at = next() < 0.3 ? pick([0, 24, 28, 32], next) : Math.min(out.length - 4, 100 + below(Math.max(1, Math.floor((out.length - 100) / step)), next) * step)
    if (at < 0 || at + 4 > out.length) break
    if (next() < 0.5) out.writeInt32BE(pick(words, next), at); else out.writeInt32LE(pick(words, next), at)
  }
  return next() < 0.3 ? mutateBytes(out, next) : out
}

/** Head, fields and records of a dBase table. */
export function mutateTable(bytes: Uint8Array, next: Chance): Uint8Array {
  const out = Buffer.from(bytes)
  if (out.length < 66) return mutateBytes(out, next)
  for (let rounds = 1 + below(3, next); rounds > 0; rounds--) {
    const field = 32 + 32 * below(6, next)
    switch (below(8, next)) {
      case 0: out.writeUInt32LE(pick(words, next) >>> 0, 4); break
      case 1: out.writeUInt16LE(pick(words, next) & 65535, 8); break
      case 2: out.writeUInt16LE(pick(words, next) & 65535, 10); break
      case 3: out[29] = below(256, next); break
      case 4: if (field + 12 < out.length) out.write(pick([...'CNFDLMIBTOY+@GP0', '\u0000'], next), field + 11, 'latin1'); break
      case 5: if (field + 18 < out.length) out[field + 16] = pick(words, next) & 255; break
      case 6: if (field + 11 < out.length) out.fill(pick([0, 32, 255, 65], next), field, field + 11); break
      default: out[0] = pick([0, 2, 3, 0x30, 0x83, 0x8b, 0xf5], next)
    }
  }
  return next() < 0.4 ? mutateBytes(out, next, 300) : out
}

const shapefileMember: MemberMutator = (name, bytes, next) => {
  if (/\.shp$/i.test(name)) return mutateShapes(bytes, next, 4)
  if (/\.shx$/i.test(name)) return mutateShapes(bytes, next, 4)
  if (/\.dbf$/i.test(name)) return mutateTable(bytes, next)
  if (/\.prj$/i.test(name)) return next() < 0.5 ? Buffer.from(pick(prjs, next)) : mutateText(bytes, next)
  return next() < 0.5 ? Buffer.from(pick(cpgs, next)) : mutateBytes(bytes, next)
}

const columns = [{ name: 'NAME', type: 'C', length: 20 }, { name: 'POP', type: 'N', length: 10 }, { name: 'SHARE', type: 'N', length: 12, decimals: 3 }, { name: 'SINCE', type: 'D', length: 8 }, { name: 'OK', type: 'L', length: 1 }, { name: 'F', type: 'F', length: 12, decimals: 2 }]
const records = [[Buffer.from('K\u0082mo', 'latin1'), '12', '1.500', '20240229', 'T', '1e5'], ['Ouaka', '*****', '', '00000000', '?', '-1'], ['', '', '', '        ', 'F', 'nan']]
const dbf = dbfOf(columns, records)
const files = (type: number, contents: Buffer[]): Record<string, Uint8Array> => { const { shp, shx } = shapesOf(type, contents, [0, 0, 20, 10]); return { 'a.shp': shp, 'a.shx': shx, 'a.dbf': dbf } }
const wgs84 = strToU8('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')

export const shapefile: Target = {
  id: 'shapefile', read: 'layer', short: 1000, long: 3000, night: 100_000,
  async seeds(folder) {
    return [
      ...await exportedSeeds('shp.zip', folder),
      { name: 'points.zip', bytes: zipSync({ ...files(1, [pointContent(18, 4), pointContent(19, 5), Buffer.from([0, 0, 0, 0])]), 'a.prj': wgs84, 'a.cpg': strToU8('1252') }) },
      { name: 'rings.zip', bytes: zipSync(files(5, [partsContent(5, [square(0, 0, 4, true), square(1, 1, 1, false)]), partsContent(5, [square(6, 0, 1, false)]), partsContent(5, [])])) },
      { name: 'measured.zip', bytes: zipSync({ ...files(11, [pointContent(18, 4, 11, [1, 2]), pointContent(19, 5, 11, [1, -1e39]), pointContent(NaN, 5, 11, [0, 0])]), 'b.dbf': dbf }) },
      { name: 'two.zip', bytes: zipSync({ ...files(1, [pointContent(1, 1)]), 'x/B.SHP': files(1, [pointContent(2, 2)])['a.shp']!, 'x/B.DBF': dbf }) },
      { name: 'alone.zip', bytes: zipSync({ 'a.shp': files(3, [partsContent(3, [[[0, 0], [1, 1]]])])['a.shp']! }) },
    ]
  },
  mutate: ({ bytes }, next) => mutateZip(bytes, next, shapefileMember),
}

export const dbase: Target = {
  id: 'dbase', read: 'layer', short: 700, long: 5000, night: 50_000,
  seeds: () => [{ name: 'table.dbf', bytes: dbf }, { name: 'fox.dbf', bytes: dbfOf([{ name: 'I', type: 'I', length: 4 }, { name: 'B', type: 'B', length: 8 }, { name: 'T', type: 'T', length: 8 }, { name: 'Y', type: 'Y', length: 8 }, { name: 'M', type: 'M', length: 10 }], [[Buffer.from([1, 0, 0, 0]), Buffer.alloc(8, 64), Buffer.alloc(8, 1), Buffer.alloc(8, 2), '         1']], { version: 0x30 }) }, { name: 'deleted.dbf', bytes: dbfOf(columns, records, { deleted: [0], language: 0x57 }) }],
  mutate: ({ bytes }, next) => mutateTable(bytes, next),
}

const sheet = (rows: string, rest = '') => strToU8(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:D4"/><sheetData>${rows}</sheetData>${rest}</worksheet>`)
const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>when</t></is></c><c r="D1" t="str"><f>1+1</f><v>x</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>1.5</v></c><c r="C2" s="1"><v>44197</v></c><c r="D2" t="b"><v>1</v></c></row><row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><v>1E+20</v></c><c r="C3" s="1"><v>60</v></c></row>'
const workbook = (sheets: string, rest = '') => strToU8(`<workbook xmlns:r="r">${rest}<sheets>${sheets}</sheets><externalReferences><externalReference r:id="r9"/></externalReferences></workbook>`)
const rels = strToU8('<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r4" Type="http://x/styles" Target="styles.xml"/><Relationship Id="r9" Type="http://x/externalLink" Target="http://x.test/a.xlsx" TargetMode="External"/></Relationships>')
const strings = strToU8('<sst count="3" uniqueCount="3"><si><t>code</t></si><si><r><t>va</t></r><r><t>lue</t></r></si><si><t xml:space="preserve"> CF_x0041_ </t></si></sst>')
const styles = strToU8('<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>')
const book = (sheetRows: string, rest = '', property = ''): Uint8Array => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': workbook('<sheet name="Data" sheetId="1" r:id="r1"/><sheet name="بيانات" sheetId="2" r:id="r2" state="hidden"/>', property), 'xl/_rels/workbook.xml.rels': rels, 'xl/sharedStrings.xml': strings, 'xl/styles.xml': styles, 'xl/worksheets/sheet1.xml': sheet(sheetRows, rest), 'xl/worksheets/sheet2.xml': sheet('') })

const xlsxWords = [...xmlWords.slice(0, 18), '<c r="XFD1048576"><v>1</v></c>', '<c r="A1048577"><v>1</v></c>', '<row r="1048576">', '<row r="0">', '<c><v>1</v></c>', 't="s"', 't="d"', '<v>999999999</v>', '<v>-1</v>', '<v>1e999</v>', '<v>2958466</v>', '<mergeCell ref="A1:XFD1048576"/>', '<mergeCells><mergeCell ref="B1:A1"/></mergeCells>', '<dimension ref="A1:XFD1048576"/>', 's="99999"', 'r="ZZZZ9"', 'r="1A"', '<si/>', '<workbookPr date1904="1"/>', '_x0000_', '_xD800_', 'formatCode="[h]:mm"', 'Target="../../x"', 'r:id="r404"']

export const xlsx: Target = {
  id: 'xlsx', read: 'layer', short: 700, long: 2000, night: 50_000,
  async seeds(folder) {
    return [
      ...await exportedSeeds('xlsx', folder, ['point', 'polygon']), { name: 'hand.xlsx', bytes: book(rows) }, { name: 'merged.xlsx', bytes: book(rows, '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A2:A3"/></mergeCells><hyperlinks/>') },
      { name: 'mac.xlsx', bytes: book(rows, '', '<workbookPr date1904="1"/>') }, { name: 'empty.xlsx', bytes: book('') },
    ]
  },
  mutate: ({ bytes }, next) => mutateZip(bytes, next, (name, member, chance) => (/\.(xml|rels)$/.test(name) ? spoilt('xml', member, chance, xlsxWords) : mutateBytes(member, chance))),
}

export const kmz: Target = {
  id: 'kmz', read: 'layer', short: 500, long: 2000, night: 50_000,
  seeds: (): Seed[] => [{ name: 'a.kmz', bytes: zipSync({ 'doc.kml': strToU8(kmlText), 'files/icon.png': new Uint8Array(20) }) }, { name: 'two.kmz', bytes: zipSync({ 'a/x.kml': strToU8(kmlText), 'b.kml': strToU8('<kml/>') }) }],
  mutate: ({ bytes }, next) => mutateZip(bytes, next, (_name, member, chance) => spoilt('xml', member, chance, xmlWords)),
}
