import type { Note } from '../../../shared/model/note.ts'
import { useTexts, type Texts } from '../../i18n.ts'
import { wordsOr } from './words.ts'

/** Remarks that did not stop the computation; they stay with the run. */
export function RunNotes(props: { notes: Note[] }) {
  const texts = useTexts()
  if (props.notes.length === 0) return null
  return (
    <details className="profile-notes">
      <summary>{texts.t('profile.notes', { count: props.notes.length })}</summary>
      <ul>
        {props.notes.map((note) => (
          <li key={`${note.code} ${note.sample}`}>{noteWords(texts, note)}</li>
        ))}
      </ul>
    </details>
  )
}

/** A remark in words: as this journey says it, as imports say it, or with its code. */
function noteWords(texts: Texts, note: Note): string {
  const values = { count: note.count, sample: note.sample }
  return wordsOr(texts, `profile.note.${note.code}`, wordsOr(texts, `note.${note.code}`, texts.t('profile.note', { ...note }), values), values)
}
