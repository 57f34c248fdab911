export type CsvValue = string | number | boolean | null | undefined

/** One line of CSV (RFC 4180, comma, dot, missing is empty), without its line end. Text that a spreadsheet would take for a formula gets a leading apostrophe (OWASP's rule); numbers never do. */
export function csvLine(values: CsvValue[]): string {
  return values.map(csvCell).join(',')
}

export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(value) && !isNumber(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

function isNumber(text: string): boolean { return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) }
