import type { JoinArea, JoinEntry } from '../../../../shared/analysis/joins/entry.ts'
import { otherCountryCode } from '../../../../shared/analysis/joins/countries.ts'

/** A made country: how its codes are built, level by level, and how many units each has below the one above. */
export interface MadeCountry { head: string; widths: number[]; counts: number[]; letters?: string[] }

export const madeCountries: Record<string, MadeCountry> = {
  'two letters, three levels': { head: 'ET', widths: [2, 2, 2], counts: [11, 8, 9] },
  'three letters, three digits': { head: 'MMR', widths: [3, 3], counts: [15, 41] },
  'no country, numbers only': { head: '', widths: [2, 3], counts: [32, 22] },
  'a letter between the levels': { head: 'NER', widths: [3, 3], counts: [8, 70], letters: ['', 'D'] },
}

/** A list of numbers from a seed (mulberry32), each 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** The units of the lowest level, with the parts of their codes, so that corruptions can write them anew. One in twenty is not `known`: it came with a reform that the areas have not seen. */
export function unitsOf({ head, widths, counts, letters = [] }: MadeCountry, random: () => number): { area: JoinArea; parts: string[]; known: boolean }[] {
  let level: { code: string; parts: string[]; path: JoinArea['path'] }[] = [{ code: head, parts: [], path: [] }]
  widths.forEach((width, i) => {
    level = level.flatMap((above) => Array.from({ length: counts[i]! }, (_, k) => k + 1).map((k) => {
      const part = (letters[i] ?? '') + String(k).padStart(width, '0')
      return { code: above.code + part, parts: [...above.parts, part], path: i === 0 ? [] : [{ code: above.code, names: [`Unit ${above.code}`] }, ...above.path] }
    }))
  })
  return level.map(({ code, parts, path }) => ({ parts, known: random() > 0.05, area: { code, names: [`Unit ${code}`], path } }))
}

export type Corruption = 'none' | 'case' | 'separated' | 'country' | 'zeros' | 'number' | 'bare' | 'letter' | 'placeholder'

/** One code as a list may write it. */
export function corrupt(country: MadeCountry, parts: readonly string[], how: Corruption): string {
  const { head } = country
  const whole = head + parts.join('')
  const shorn = parts.map((part) => part.replace(/0+(?=\d)/, ''))
  switch (how) {
    case 'none': return whole
    case 'case': return ` ${whole.toLowerCase()} `
    case 'separated': return [head, ...parts].filter((part) => part !== '').join('-')
    case 'country': return (otherCountryCode(head) ?? head) + parts.join('')
    case 'zeros': return head + shorn.join('')
    case 'number': return head === '' ? `${Number(whole)}.0` : whole
    case 'bare': return parts.join('')
    case 'letter': return head + parts.join('').replace(/0/, 'O').replace(/1/, 'l')
    case 'placeholder': return `${head || 'XX'}-XXX`
  }
}

export function entryOf(entry: string): JoinEntry {
  return { entry: entry.trim(), within: null, code: null, name: null, rows: 1 }
}
