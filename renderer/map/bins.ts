/** One bar of the timeline: days since 1970-01-01, `to` exclusive. */
export interface Bin { from: number; to: number; count: number }
export type BinUnit = 'day' | 'month' | 'year'
export interface Bins { unit: BinUnit; bins: Bin[]; dated: number; undated: number }

/** Counts days by calendar month; by day where all lie within three months, by year where they span more than sixty. NaN is undated. Null where nothing is dated. */
export function binDays(lists: Iterable<Float32Array>): Bins | null {
  const days = [...lists]
  let [first, last, dated, undated] = [Infinity, -Infinity, 0, 0]
  for (const list of days) {
    for (const day of list) {
      if (Number.isNaN(day)) { undated++; continue }
      dated++
      if (day < first) first = day
      if (day > last) last = day
    }
  }
  if (dated === 0) return null
  const unit: BinUnit = last - first <= 92 ? 'day' : last - first <= 60 * 366 ? 'month' : 'year'
  const start = partOf(Math.floor(first), unit)
  const bins: Bin[] = []
  for (let part = start; part <= partOf(Math.floor(last), unit); part++) bins.push({ from: startOf(part, unit), to: startOf(part + 1, unit), count: 0 })
  for (const list of days) for (const day of list) if (!Number.isNaN(day)) bins[partOf(Math.floor(day), unit) - start]!.count++
  return { unit, bins, dated, undated }
}

/** The bars that a period covers, as the first and one past the last; the whole without a period. */
export function windowOf(bins: Bin[], period: { from: string; to: string } | null): [number, number] {
  if (!period) return [0, bins.length]
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)]
  const first = bins.findIndex((bin) => bin.to > from)
  const last = bins.findLastIndex((bin) => bin.from <= to)
  if (first < 0) return [bins.length - 1, bins.length]
  return [first, Math.max(first + 1, last + 1)]
}

/** The period of a window of bars; null where it covers all. */
export function periodOf(bins: Bin[], [first, end]: [number, number]): { from: string; to: string } | null {
  if (first <= 0 && end >= bins.length) return null
  return { from: isoOf(bins[first]!.from), to: isoOf(bins[end - 1]!.to - 1) }
}

/** How many of a window's records there are. */
export function countIn(bins: Bin[], [first, end]: [number, number]): number {
  return bins.slice(first, end).reduce((sum, bin) => sum + bin.count, 0)
}

export function isoOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

function dayNumber(iso: string): number {
  return Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / 86_400_000)
}

/** The number of the day, month or year that a day lies in, counted from 1970. */
function partOf(day: number, unit: BinUnit): number {
  if (unit === 'day') return day
  const date = new Date(day * 86_400_000)
  return unit === 'year' ? date.getUTCFullYear() - 1970 : (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}

function startOf(part: number, unit: BinUnit): number {
  if (unit === 'day') return part
  const [year, month] = unit === 'year' ? [1970 + part, 0] : [1970 + Math.floor(part / 12), ((part % 12) + 12) % 12]
  const date = new Date(0)
  date.setUTCFullYear(year, month, 1)
  return date.getTime() / 86_400_000
}
