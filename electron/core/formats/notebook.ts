import type { Note } from '../../../shared/model/note.ts'

/** Remarks counted by code; the first sample of a code is the one that is kept. */
export interface Notebook {
  add(code: string, sample: string, count?: number): void
  list(): Note[]
}

export function createNotebook(): Notebook {
  const notes = new Map<string, Note>()
  return {
    add(code, sample, count = 1) {
      const note = notes.get(code)
      if (note) note.count += count
      else notes.set(code, { code, count, sample: oneLine(sample) })
    },
    list: () => [...notes.values()].map((note) => ({ ...note })),
  }
}

/** Text of a file as a message may show it: one line, no control characters, at most 200 characters. */
export function oneLine(text: string): string {
  const clean = text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean
}
