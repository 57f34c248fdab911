import { createRecordReader } from './csv-records.ts'
import { createNotebook } from './notebook.ts'

export const delimiters = [',', ';', '\t', '|'] as const

/** The delimiter that splits the first lines most evenly into most columns; the header counts like five lines. `sep=;` on the first line (Excel) settles it. */
export function findDelimiter(head: string): { delimiter: string; declared: boolean } {
  const declared = /^\ufeff?sep=(.)\r?\n/i.exec(head)
  if (declared) return { delimiter: declared[1]!, declared: true }
  let best: string = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const score = evenness(head, delimiter)
    if (score > bestScore) { best = delimiter; bestScore = score }
  }
  return { delimiter: best, declared: false }
}

function evenness(head: string, delimiter: string): number {
  const records = [...createRecordReader(delimiter, createNotebook()).write(head.endsWith('\n') ? head : `${head}\n`)].slice(0, 300)
  const widths = records.map((record) => record.length)
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  const mode = [...counts].filter(([width]) => width > 1).sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]
  if (!mode) return 0
  const header = widths.slice(0, 6).includes(mode[0]) && Math.max(...widths.slice(0, 6)) === mode[0] ? 5 : 0
  const share = (mode[1] + header) / (widths.length + 5)
  return share * share * Math.log2(mode[0] + 1)
}
