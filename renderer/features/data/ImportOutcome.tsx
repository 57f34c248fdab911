import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ImportResult } from '../../../shared/model/import.ts'
import { useTexts } from '../../i18n.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ImportChanges } from './ImportChanges.tsx'
import { noteWords } from './words.ts'

/** What came of an import: read = imported + rejected, why records were rejected, and every remark. */
export function ImportOutcome({ result }: { result: ImportResult }) {
  const texts = useTexts()
  const { t, number } = texts
  const notes = result.notes.filter((note) => !result.reasons.some((reason) => reason.code === note.code))
  return (
    <div className="import-details">
      <p className={`outcome ${result.rejected > 0 ? 'some' : 'all'}`}><Icon of={result.rejected > 0 ? TriangleAlert : CircleCheck} size={20} /><strong>{t(outcomeOf(result), { name: result.layer })}</strong></p>
      <dl className="read-sum">
        <div><dt>{t('data.read')}</dt><dd className="figures">{number(result.read)}</dd></div>
        <div aria-hidden><dt>&nbsp;</dt><dd>=</dd></div>
        <div><dt>{t('data.imported')}</dt><dd className="figures">{number(result.imported)}</dd></div>
        <div aria-hidden><dt>&nbsp;</dt><dd>+</dd></div>
        <div className={result.rejected > 0 ? 'bad' : ''}><dt>{t('data.rejected')}</dt><dd className="figures">{number(result.rejected)}</dd></div>
      </dl>
      {result.changes && <ImportChanges changes={result.changes} />}
      {result.reasons.length > 0 && <section><h3>{t('data.reasons')}</h3><ul className="note-list">{result.reasons.map((note) => <li key={note.code + note.sample}>{noteWords(note, texts)}</li>)}</ul></section>}
      {notes.length > 0 && <section><h3>{t('data.tab.notes')}</h3><ul className="note-list">{notes.map((note) => <li key={note.code + note.sample}>{noteWords(note, texts)}</li>)}</ul></section>}
    </div>
  )
}

function outcomeOf({ notes, rejected, changes }: ImportResult): string {
  if (notes.some((note) => note.code === 'ALREADY_IMPORTED')) return 'data.outcome.nothing'
  if (changes) return rejected > 0 ? 'data.outcome.intoSome' : 'data.outcome.into'
  return rejected > 0 ? 'data.outcome.some' : 'data.outcome.all'
}
