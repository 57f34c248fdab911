import type { ImportPreview } from '../../../shared/model/import.ts'
import { useTexts } from '../../i18n.ts'

/** The first records as they would come in. */
export function PreviewTable({ preview }: { preview: ImportPreview }) {
  const { t } = useTexts()
  if (preview.sample.length === 0) return null
  const isNumber = preview.fields.map((field) => field.type === 'integer' || field.type === 'real')
  return (
    <section>
      <h3>{preview.rows === null ? t('data.preview') : t('data.preview.of', { shown: preview.sample.length, count: preview.rows })}</h3>
      <div className="preview" tabIndex={0} role="region" aria-label={t('data.preview')}>
        <table>
          <thead><tr>{preview.fields.map((field, at) => <th key={field.name} className={isNumber[at] ? 'num' : ''}>{field.name}<span className="caption preview-type">{t(`type.${field.type}`)}</span></th>)}</tr></thead>
          <tbody>
            {preview.sample.map((row, line) => <tr key={line}>{preview.fields.map((field, at) => <td key={field.name} className={`clip ${isNumber[at] ? 'num' : ''}`}>{row[at] ?? <span className="empty-cell">{t('data.table.missing')}</span>}</td>)}</tr>)}
          </tbody>
        </table>
      </div>
    </section>
  )
}
