import type { JoinReason } from '../../model/join.ts'
import { otherCountryCode } from './countries.ts'
import { isPlaceholder, type JoinArea } from './entry.ts'

export interface CodeMatch { areas: string[]; how: JoinReason }
export type CodeIndex = (code: string) => CodeMatch | null

/** The kinds of other writing, the surest first. */
const kinds = ['code.spelling', 'code.prefix', 'code.padding', 'code.bare'] as const
type Kind = (typeof kinds)[number]
const mostForms = 400_000

/**
 * Finds areas by code: exactly (blanks around it apart), else by another writing of the same code: other case or separators, the country's two letters for its three, zeros lost or added in any part, at last without the country on one side.
 * `code.letters` (letters that look like digits, typed for them), `code.zeros` (zeros lost where that could also be a unit the set has not), `code.bare` (no country) and `code.ambiguous` (several areas could be meant) are guesses; the others are the same code. Null where no area has it.
 */
export function indexCodes(areas: readonly JoinArea[]): CodeIndex {
  const exact = new Set(areas.map((area) => area.code))
  let forms: Record<Kind, Map<string, Set<string>>> | null = null
  let couldBeNew: (plain: string, code: string) => boolean = () => false
  return (text) => {
    const code = text.trim()
    if (exact.has(code)) return { areas: [code], how: 'code' }
    const plain = plainCode(code)
    if (plain === '' || isPlaceholder(code)) return null
    if (!forms) {
      forms = formsOf(areas)
      couldBeNew = indexParents(areas)
    }
    const found = find(plain)
    if (found) return found
    const digits = withDigits(plain)
    const meant = digits === plain ? null : find(digits)
    return meant && (meant.how === 'code.ambiguous' ? meant : { ...meant, how: 'code.letters' })
  }
  function find(plain: string): CodeMatch | null {
    if (!forms) return null
    for (const kind of kinds) {
      const found = forms[kind].get(plain) ?? (kind === 'code.bare' ? forms['code.spelling'].get(withoutCountry(plain) ?? '') : undefined)
      if (found) return found.size > 1 ? { areas: [...found].toSorted(), how: 'code.ambiguous' } : { areas: [...found], how: kind === 'code.padding' && couldBeNew(plain, [...found][0]!) ? 'code.zeros' : kind }
    }
    return null
  }
}

/** Whether a code was only guessed, so that somebody has to say yes. */
export function isGuess(how: JoinReason): boolean {
  return how === 'code.letters' || how === 'code.zeros' || how === 'code.bare' || how === 'code.ambiguous'
}

/** A code with the digits that letters were typed for, after its country: O for 0, I and L for 1. */
function withDigits(plain: string): string {
  const country = /^[A-Z]{2,3}(?=[\dOIL]*$)/.exec(plain)?.[0] ?? ''
  const head = otherCountryCode(country) !== null ? country : otherCountryCode(country.slice(0, 2)) !== null ? country.slice(0, 2) : ''
  return head + plain.slice(head.length).replace(/[OIL]/g, (letter) => (letter === 'O' ? '0' : '1'))
}

function formsOf(areas: readonly JoinArea[]): Record<Kind, Map<string, Set<string>>> {
  const forms = Object.fromEntries(kinds.map((kind) => [kind, new Map<string, Set<string>>()])) as Record<Kind, Map<string, Set<string>>>
  const add = (kind: Kind, form: string, code: string): void => {
    const known = forms[kind].get(form)
    if (known) known.add(code)
    else forms[kind].set(form, new Set([code]))
  }
  const countries = new Set(areas.map((area) => countryOf(plainCode(area.code))))
  const fewForms = areas.length * 54 > mostForms
  for (const area of areas) {
    const plain = plainCode(area.code)
    const country = countryOf(plain)
    const heads = country === null ? [''] : [country, otherCountryCode(country)!]
    add('code.spelling', plain, area.code)
    for (const head of heads.slice(1)) add('code.prefix', head + plain.slice(country!.length), area.code)
    const rests = paddings(partsOf(area, country ?? ''), fewForms)
    for (const rest of rests) {
      if (rest === '') continue
      for (const head of heads) add('code.padding', head + rest, area.code)
      if (country !== null && countries.size === 1) add('code.bare', rest, area.code)
    }
  }
  return forms
}

/** A code without separators and case; digits of other scripts as ours; `12.0` as a spreadsheet writes 12. */
export function plainCode(code: string): string {
  return code.normalize('NFKC').replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replace(/^(\d+)\.0+$/, '$1').toUpperCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** The country's letters at the start of a code, or null. */
function countryOf(plain: string): string | null {
  const letters = /^([A-Z]{2,3})(?=\d|$)/.exec(plain)?.[1]
  return letters !== undefined && otherCountryCode(letters) !== null ? letters : null
}

function withoutCountry(plain: string): string | null {
  const country = countryOf(plain)
  return country === null || country === plain ? null : plain.slice(country.length)
}

/** What follows the country in a code, cut where the codes of its parents end and between letters and digits. */
function partsOf(area: JoinArea, country: string): string[] {
  const plain = plainCode(area.code)
  const cuts = area.path.map((parent) => plainCode(parent.code)).filter((code) => code.length < plain.length && plain.startsWith(code)).map((code) => code.length)
  const at = [...new Set([country.length, ...cuts.filter((cut) => cut > country.length), plain.length])].toSorted((a, b) => a - b)
  return at.slice(1).flatMap((end, i) => plain.slice(at[i], end).match(/\d+|\D+/g) ?? [])
}

/** Whether a code that lost its zeros could as well be a unit that the set does not have, under another parent than the area's: `1012` is 001-012, or a new 010-12. */
function indexParents(areas: readonly JoinArea[]): (plain: string, code: string) => boolean {
  const parents = new Map<string, Set<string>>()
  const parentOf = new Map(areas.map((area) => [area.code, area.path[0]?.code]))
  let widest = 0
  for (const area of areas) widest = Math.max(widest, partsOf(area, countryOf(plainCode(area.code)) ?? '').at(-1)?.length ?? 0)
  const above = new Map(areas.flatMap((area) => area.path.slice(0, 1).map((parent) => [parent.code, { ...parent, path: area.path.slice(1) }] as const)))
  for (const parent of above.values()) {
    const country = countryOf(plainCode(parent.code)) ?? ''
    for (const rest of paddings(partsOf(parent, country), false)) {
      for (const head of country === '' ? [''] : [country, otherCountryCode(country)!]) parents.set(head + rest, (parents.get(head + rest) ?? new Set<string>()).add(parent.code))
    }
  }
  return (plain, code) => {
    for (let width = 1; width <= widest; width++) {
      if (!/^[1-9]\d*$/.test(plain.slice(-width))) continue
      for (const parent of parents.get(plain.slice(0, -width)) ?? []) if (parent !== parentOf.get(code)) return true
    }
    return false
  }
}

/** All ways to write numbers with zeros lost, and all with zeros added, to three digits at most, part by part; with `alike` all parts to the same width. */
function paddings(parts: string[], alike: boolean): string[] {
  const numbers = parts.map((part) => (/^\d+$/.test(part) ? part.replace(/^0+(?=\d)/, '') : null))
  const ways = (keep: (width: number, own: number) => boolean): string[][] => parts.map((part, i) => (numbers[i] === null ? [part] : [part, ...[1, 2, 3].filter((width) => keep(width, part.length)).map((width) => numbers[i]!.padStart(width, '0'))]))
  if (alike || numbers.filter((one) => one !== null).length > 3) return [...new Set([1, 2, 3].map((width) => parts.map((part, i) => numbers[i]?.padStart(width, '0') ?? part).join('')))]
  const combined = (all: string[][]): string[] => all.reduce<string[]>((heads, part) => heads.flatMap((head) => [...new Set(part)].map((tail) => head + tail)), [''])
  return [...new Set([...combined(ways((width, own) => width < own)), ...combined(ways((width, own) => width > own))])]
}
