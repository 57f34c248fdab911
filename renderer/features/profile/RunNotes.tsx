import type { Note } from '../../../shared/model/note.ts'
import { useTexts } from '../../i18n.ts'
import { wordsOr } from './words.ts'

/** Remarks that did not stop the computation, those of one kind together; they stay with the run. */
export function RunNotes(props: { notes: Note[] }) {
  const texts = useTexts()
  if (props.notes.length === 0) return null
  const kinds = [...Map.groupBy(props.notes, (note) => note.code)]
  return (
    <details className="profile-notes">
      <summary>{texts.t('profile.notes', { count: props.notes.length })}</summary>
      {kinds.map(([code, notes]) => (
        <section key={code}>
          <h3>{wordsOr(texts, `profile.note.${code}`, code)}</h3>
          <ul>{notes.map((note) => <li key={note.sample} className="caption">{texts.t('profile.note', { count: note.count, sample: note.sample })}</li>)}</ul>
        </section>
      ))}
    </details>
  )
}
