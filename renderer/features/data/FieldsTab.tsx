import type { Layer } from '../../../shared/model/layer.ts'
import { useTexts } from '../../i18n.ts'

/** The columns of a layer: as the source names them, as the project names them, and of what type. */
export function FieldsTab({ layer }: { layer: Layer }) {
  const { t } = useTexts()
  return (
    <table className="facts-table">
      <thead><tr><th>{t('data.field')}</th><th>{t('data.column')}</th><th>{t('data.type')}</th></tr></thead>
      <tbody>
        {layer.fields.map((field) => (
          <tr key={field.column}>
            <td className="break">{field.name}{field.name === layer.dateField && <span className="tag">{t('data.tag.date')}</span>}{field.name === layer.codeField && <span className="tag">{t('data.tag.code')}</span>}</td>
            <td className="soft break">{field.column}</td>
            <td className="soft">{t(`type.${field.type}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
