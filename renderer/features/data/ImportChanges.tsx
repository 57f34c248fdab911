import type { ImportChanges as Changes } from '../../../shared/model/reimport.ts'
import { useTexts } from '../../i18n.ts'

/** What a file did to the layer that it went into: counts, which columns changed how often, and the first few differences. */
export function ImportChanges({ changes }: { changes: Changes }) {
  const { t, number } = useTexts()
  const counts = ([['added', changes.added], ['changed', changes.changed], ['unchanged', changes.unchanged], ['removed', changes.removed], ['absent', changes.absent]] as const).filter(([name, count]) => count > 0 || name !== 'absent')
  const cell = (value: string | number | null) => (value === null ? <span className="empty-cell">{t('data.table.missing')}</span> : String(value))
  const sample = changes.sample.filter((one) => one.before !== null || one.after !== null)
  return (
    <section className="import-changes" aria-label={t('data.changes')}>
      <h3>{changes.key.length > 0 ? t('data.changes.by', { key: changes.key.join(' + ') }) : t('data.changes')}</h3>
      <dl className="read-sum">{counts.map(([name, count]) => <div key={name}><dt>{t(`data.changes.${name}`)}</dt><dd className="figures">{number(count)}</dd></div>)}</dl>
      {changes.fields.length > 0 && <p className="soft break">{changes.fields.slice(0, 12).map((one) => t('data.changes.field', { name: one.name === 'geom' ? t('data.changes.geom') : one.name, count: one.count })).join(' · ')}</p>}
      {sample.length > 0 && (
        <div className="preview" tabIndex={0} role="region" aria-label={t('data.changes.sample')}>
          <table>
            <thead><tr><th>{t('data.key')}</th><th>{t('data.changes.column')}</th><th>{t('data.changes.before')}</th><th>{t('data.changes.after')}</th></tr></thead>
            <tbody>{sample.map((one, at) => <tr key={at}><td className="clip">{one.key}</td><td className="clip">{one.field}</td><td className="clip">{cell(one.before)}</td><td className="clip">{cell(one.after)}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </section>
  )
}
