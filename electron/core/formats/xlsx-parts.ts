import type { ZipFile } from 'yauzl'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { createXmlFeed, type XmlHandlers } from './xml.ts'
import type { ZipEntry } from './zip-directory.ts'
import { entryText } from './zip-text.ts'

/** What of a workbook is needed to read its sheets. */
export interface Workbook {
  sheets: { name: string; entry: ZipEntry; hidden: boolean }[]
  strings: string[]
  /** Whether the style at this index shows a date. */
  dateStyles: boolean[]
  date1904: boolean
}

const longestStrings = 200_000_000

export async function readWorkbook(zip: ZipFile, entries: ZipEntry[], name: string): Promise<Workbook> {
  const find = (path: string) => entries.find((entry) => entry.name.toLowerCase() === path.toLowerCase())
  const main = find('xl/workbook.xml')
  if (!main) throw new AtlasError('NOT_XLSX', `${name} is not an Excel workbook in the format .xlsx: save it as .xlsx or CSV`)
  const targets = new Map<string, string>()
  const relations = find('xl/_rels/workbook.xml.rels')
  if (relations) await parse(zip, relations, name, { open: (tag, attributes) => { if (tag === 'Relationship' && /\/worksheet$/.test(attributes.get('Type') ?? '')) targets.set(attributes.get('Id') ?? '', attributes.get('Target') ?? '') } })
  const sheets: Workbook['sheets'] = []
  let date1904 = false
  await parse(zip, main, name, {
    open(tag, attributes) {
      if (tag === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.get('date1904') ?? '')
      if (tag !== 'sheet') return
      const target = targets.get(attributes.get('id') ?? '')
      const entry = target === undefined ? undefined : find(target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)
      if (entry) sheets.push({ name: attributes.get('name') ?? `Sheet${sheets.length + 1}`, entry, hidden: (attributes.get('state') ?? 'visible') !== 'visible' })
    },
  })
  const styles = find('xl/styles.xml')
  const strings = find('xl/sharedStrings.xml')
  return { sheets, date1904, strings: strings ? await readStrings(zip, strings, name) : [], dateStyles: styles ? await readStyles(zip, styles, name) : [] }
}

async function readStrings(zip: ZipFile, entry: ZipEntry, name: string): Promise<string[]> {
  const strings: string[] = []
  let current = ''
  let inText = false
  let phonetic = false
  let length = 0
  await parse(zip, entry, name, {
    open(tag) { if (tag === 'si') current = ''; else if (tag === 'rPh') phonetic = true; inText = tag === 't' && !phonetic },
    close(tag) {
      if (tag === 't') inText = false
      else if (tag === 'rPh') phonetic = false
      else if (tag === 'si') strings.push(current)
    },
    text(part) {
      if (!inText) return
      current += part
      length += part.length
      if (length > longestStrings) throw new AtlasError('FILE_TOO_LARGE', `${name} holds too much text to be read as a workbook: save the sheet as CSV`)
    },
  })
  return strings
}

async function readStyles(zip: ZipFile, entry: ZipEntry, name: string): Promise<boolean[]> {
  const formats = new Map<number, string>()
  const dateStyles: boolean[] = []
  let inCells = false
  await parse(zip, entry, name, {
    open(tag, attributes) {
      if (tag === 'numFmt') formats.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '')
      else if (tag === 'cellXfs') inCells = true
      else if (tag === 'xf' && inCells) { const id = Number(attributes.get('numFmtId') ?? 0); dateStyles.push(isDateFormat(id, formats.get(id))) }
    },
    close(tag) { if (tag === 'cellXfs') inCells = false },
  })
  return dateStyles
}

/** Built-in date formats by number, others by their letters outside quotes and brackets. */
function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
  const plain = code.split(';')[0]!.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*./gi, '')
  return /[ydhs]|m/i.test(plain) && !/^general$/i.test(plain) && !/[#0?]/.test(plain.replace(/\.0+/g, ''))
}

async function parse(zip: ZipFile, entry: ZipEntry, name: string, handlers: XmlHandlers): Promise<void> {
  const feed = createXmlFeed(name, handlers)
  for await (const chunk of entryText(zip, entry, name)) feed.write(chunk)
  feed.end()
}
