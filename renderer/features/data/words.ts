import type { Choice } from '../../../shared/model/import.ts'
import type { Layer } from '../../../shared/model/layer.ts'
import type { Note } from '../../../shared/model/note.ts'
import type { Texts } from '../../i18n.ts'
import { readingWords } from './ReadingEditor.tsx'

/** A note in words: its message `note.{code}`, or the code itself with how often and one example. */
export function noteWords(note: Note, texts: Texts): string {
  const { t } = texts
  const sample = asWritten(note.sample, texts)
  return known(t, `note.${note.code}`, { count: note.count, sample }) ?? t('note.other', { code: note.code, count: note.count, sample })
}

/** A text of the file in a sentence: among Arabic words it keeps its own direction. */
function asWritten(text: string, { language }: Texts): string {
  return language === 'ar' && text !== '' ? `\u2068${text}\u2069` : text
}

/** Why something was chosen: `id: example` becomes the message `why.{id}` with the example; anything else is shown as it is. */
export function reasonWords(why: string, texts: Texts): string {
  const { t } = texts
  const found = /^(?:why\.)?([\w.-]+)(?:[:|]\s*(.*))?$/s.exec(why)
  if (!found?.[1]) return why
  const example = asWritten(found[2] ?? '', texts)
  return known(t, `why.${found[1]}`, { example }) ?? known(t, found[1], { example }) ?? why
}

/** What was chosen, in words where it is a word of ours. */
export function chosenWords(choice: Choice, texts: Texts): string {
  const { t } = texts
  if (choice.about === 'kind') return known(t, `kind.${choice.chosen}`, {}) ?? choice.chosen
  if (choice.about === 'dimension') return known(t, `dimension.${choice.chosen}`, {}) ?? t('dimension.none')
  if (choice.about === 'delimiter') return known(t, `delimiter.${delimiterName(choice.chosen)}`, {}) ?? choice.chosen
  return readingWords(choice, texts) ?? (choice.chosen || '–')
}

/** What it is and how much of it: `Events · 1,204 records · 2018 to 2022`. */
export function layerWords(layer: Pick<Layer, 'kind' | 'rows' | 'from' | 'to'>, { t, date }: Texts): string {
  const parts = [t(`kind.${layer.kind}`), layer.kind === 'raster' ? '' : t('data.records', { count: layer.rows })]
  if (layer.from && layer.to) parts.push(layer.from === layer.to ? date(layer.from) : t('frame.status.period', { from: date(layer.from), to: date(layer.to) }))
  return parts.filter(Boolean).join(' · ')
}

export function delimiterName(delimiter: string): string {
  return ({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe', ' ': 'blank' } as Record<string, string>)[delimiter] ?? delimiter
}

function known(t: Texts['t'], id: string, values: Record<string, string | number>): string | null {
  const text = t(id, values)
  return text === id ? null : text
}
