import type { ExportColumn } from '../../../../shared/model/export.ts'
import { useTexts } from '../../../i18n.ts'
import { Checkbox } from '../../../ui/Fields.tsx'

/** The columns of a coming file: each can be left out; those that stay behind say why. `tags` shows the HXL tag of each. */
export function ExportColumns({ columns, tags, onChange }: { columns: readonly ExportColumn[]; tags: boolean; onChange: (chosen: readonly string[] | null) => void }) {
  const { t } = useTexts()
  const free = columns.filter((column) => column.held === null || column.held === 'chosen')
  const taken = free.filter((column) => column.held === null)
  const choose = (names: string[]) => onChange(names.length === free.length ? null : names)
  return (
    <div className="export-columns">
      <table className="export-table">
        <thead>
          <tr>
            <th scope="col"><Checkbox label={t('export.columns.all')} isSelected={taken.length === free.length} isIndeterminate={taken.length > 0 && taken.length < free.length} isDisabled={free.length < 2} onChange={(is) => choose(is ? free.map((column) => column.name) : free.slice(0, 1).map((column) => column.name))}>{t('data.column')}</Checkbox></th>
            <th scope="col">{t('data.type')}</th>
            {tags && <th scope="col">{t('export.tag')}</th>}
            <th scope="col">{t('export.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => {
            const held = column.held !== null && column.held !== 'chosen'
            const only = taken.length === 1 && column.held === null
            return (
              <tr key={column.name} className={column.held === null ? '' : 'held'}>
                <th scope="row"><Checkbox isSelected={column.held === null} isDisabled={held || only} onChange={(is) => choose(free.filter((one) => (one.name === column.name ? is : one.held === null)).map((one) => one.name))}><span className="clip" title={column.name}>{column.name}</span></Checkbox></th>
                <td>{t(`type.${column.type}`)}</td>
                {tags && <td className="ltr-text"><code className="ltr">{column.tag || '–'}</code></td>}
                <td>{column.held === null ? t('export.held.none') : t(`export.held.${column.held}`)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
