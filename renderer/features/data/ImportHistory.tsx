import type { Layer } from '../../../shared/model/layer.ts'
import { useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'

/** The files that a layer was made from, the latest first, once there was more than one. */
export function ImportHistory({ layer }: { layer: Layer }) {
  const { t, date, number } = useTexts()
  const { data } = useCall('imports.files', { layer: layer.id }, layer.source.sha256)
  if (!data || data.length < 2) return null
  return (
    <section className="import-history">
      <h3>{t('data.history')}</h3>
      <ol>
        {data.toReversed().map((one, at) => (
          <li key={at}>
            <span className="break">{one.file}</span>
            <span className="caption">{[one.read ? date(one.read) : '', t(`data.history.${one.mode}`), one.changes ? t('data.history.changes', { added: number(one.changes.added), changed: number(one.changes.changed), removed: number(one.changes.removed) }) : ''].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
