import type { Layer } from '../../../shared/model/layer.ts'
import { useTexts } from '../../i18n.ts'
import { noteWords } from './words.ts'

/** What happened on the way in: how many records were read, imported and rejected, and every remark. */
export function NotesTab({ layer }: { layer: Layer }) {
  const texts = useTexts()
  const { t, number } = texts
  return (
    <div className="card">
      {layer.kind !== 'raster' && (
        <dl className="read-sum">
          <div><dt>{t('data.read')}</dt><dd className="figures">{number(layer.read)}</dd></div>
          <div><dt>{t('data.imported')}</dt><dd className="figures">{number(layer.read - layer.rejected)}</dd></div>
          <div className={layer.rejected > 0 ? 'bad' : ''}><dt>{t('data.rejected')}</dt><dd className="figures">{number(layer.rejected)}</dd></div>
        </dl>
      )}
      {layer.notes.length === 0 && <p className="soft">{t('data.notes.none')}</p>}
      <ul className="note-list">{layer.notes.map((note) => <li key={note.code + note.sample}>{noteWords(note, texts)}</li>)}</ul>
    </div>
  )
}
