import type { JoinReason } from '../../model/join.ts'
import type { NameForm } from './words.ts'

export interface Likeness { score: number; reason: JoinReason }

/**
 * How like two names are, 0 to 1 with the reason, or null for names that are not alike. Numbers and words of direction must agree: Haut-Mbomou is not Mbomou, nor the 4th district the 5th.
 * Spelling and sound are compared by the optimal string alignment distance (Damerau 1964; edits and exchanges of neighbours) over the longer length; `leastSound` is how alike sounds have to be.
 */
export function likeness(a: NameForm, b: NameForm, leastSound = 0.7): Likeness | null {
  if (a.whole === '' || b.whole === '') return null
  if (a.whole === b.whole) return { score: 1, reason: 'name.same' }
  if (a.core === b.core) return { score: 0.96, reason: 'name.words' }
  if (a.sorted === b.sorted) return { score: 0.94, reason: 'name.words' }
  if (a.marks !== b.marks) return null
  if (a.script !== b.script) return acrossScripts(a, b)
  return best([bySound(a, b, leastSound), bySpelling(a, b), byPart(a, b)])
}

function best(all: (Likeness | null)[]): Likeness | null {
  return all.reduce((top, one) => (one && (!top || one.score > top.score) ? one : top), null)
}

function bySound(a: NameForm, b: NameForm, least: number): Likeness | null {
  const shorter = Math.min(a.sound.length, b.sound.length)
  if (shorter < 3) return null
  if (a.sound === b.sound) return { score: shorter < 4 ? 0.84 : 0.92, reason: 'name.sound' }
  const like = similarity(a.sound, b.sound)
  return shorter >= 4 && like >= least ? { score: like * 0.9, reason: 'name.sound' } : null
}

function bySpelling(a: NameForm, b: NameForm): Likeness | null {
  const shorter = Math.min(a.core.length, b.core.length)
  if (shorter < 3) return null
  const like = similarity(a.core, b.core)
  return like >= (shorter < 5 ? 0.75 : 0.65) ? { score: like * 0.96, reason: 'name.spelling' } : null
}

/** All words of one among those of the other, one of them a name of its own. */
function byPart(a: NameForm, b: NameForm): Likeness | null {
  const [few, many] = a.words.length <= b.words.length ? [a, b] : [b, a]
  const marks = few.marks.split(' ')
  const letters = few.words.filter((word) => /\p{L}{4,}/u.test(word) && !marks.includes(word))
  return letters.length > 0 && few.words.length < many.words.length && few.words.every((word) => many.words.includes(word)) ? { score: 0.72 + 0.1 * (few.core.length / many.core.length), reason: 'name.part' } : null
}

/** Names in different scripts by their consonants. */
function acrossScripts(a: NameForm, b: NameForm): Likeness | null {
  const shorter = Math.min(a.bones.length, b.bones.length)
  if (shorter < 2 || !/[a-z]/.test(a.bones) || !/[a-z]/.test(b.bones)) return null
  const like = similarity(a.bones, b.bones)
  return like >= 0.7 && (shorter > 2 || like === 1) ? { score: like * 0.82, reason: 'name.script' } : null
}

/** 1 for equal texts, 0 for texts with nothing in common. */
export function similarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length)
  if (longer === 0) return 1
  if (Math.abs(a.length - b.length) > longer * 0.4) return 0
  return 1 - alignmentDistance(a, b) / longer
}

function alignmentDistance(a: string, b: string): number {
  let before = new Uint16Array(b.length + 1)
  let last = Uint16Array.from({ length: b.length + 1 }, (_, j) => j)
  let row = new Uint16Array(b.length + 1)
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) cost = Math.min(cost, before[j - 2]! + 1)
      row[j] = cost
    }
    ;[before, last, row] = [last, row, before]
  }
  return last[b.length]!
}
