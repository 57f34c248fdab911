import { columnRules, type EditionField } from '../../../../shared/model/edition.ts'
import { useTexts } from '../../../i18n.ts'
import { Select } from '../../../ui/Select.tsx'
import type { Rules } from './choices.ts'

const overlap = ' '

interface ColumnRulesProps { fields: readonly EditionField[]; rules: Rules; onChange: (field: string, rule: Rules[string]) => void }

/** Each column with how it is moved and why; every rule can be changed, and a rate be weighted with a count of the same table. */
export function ColumnRules({ fields, rules, onChange }: ColumnRulesProps) {
  const { t, number } = useTexts()
  const counts = fields.filter((one) => one.type === 'integer' || one.type === 'real')
  return (
    <div className="edition-panel">
      <p className="soft">{t('edition.columns.about')}</p>
      <div className="edition-scroll" tabIndex={0} role="region" aria-label={t('edition.columns')}>
        <table className="edition-table">
          <thead><tr><th scope="col">{t('edition.column')}</th><th scope="col" className="num">{t('edition.filled')}</th><th scope="col" className="num">{t('edition.total')}</th><th scope="col">{t('edition.rule')}</th><th scope="col">{t('edition.weightedBy')}</th><th scope="col">{t('join.why')}</th></tr></thead>
          <tbody>
            {fields.map((field) => {
              const own = rules[field.name]
              const rule = own?.rule ?? field.rule
              const isNumber = field.type === 'integer' || field.type === 'real' || field.total !== null
              return (
                <tr key={field.name} className={rule === 'leave' ? 'is-left' : ''}>
                  <th scope="row"><span className="break">{field.name}</span></th>
                  <td className="num figures">{number(field.filled)}</td>
                  <td className="num figures">{rule === 'sum' && field.total !== null ? number(field.total, { maximumFractionDigits: 2 }) : '–'}</td>
                  <td className="edition-rule"><Select label={t('edition.ruleOf', { name: field.name })} hideLabel value={rule} items={columnRules.filter((one) => isNumber || (one !== 'sum' && one !== 'mean')).map((one) => ({ id: one, text: t(`edition.rule.${one}`), detail: t(`edition.rule.${one}.why`) }))} onChange={(one) => onChange(field.name, { rule: one as (typeof columnRules)[number] })} /></td>
                  <td className="edition-rule">{rule === 'mean' ? <Select label={t('edition.weightOf', { name: field.name })} hideLabel value={own?.weight ?? field.weight ?? overlap} items={[{ id: overlap, text: t('edition.overlap') }, ...counts.filter((one) => one.name !== field.name).map((one) => ({ id: one.name, text: one.name }))]} onChange={(one) => onChange(field.name, { rule, ...(one === overlap ? {} : { weight: one }) })} /> : <span className="soft">–</span>}</td>
                  <td className="caption">{own ? t('join.by.you') : t(`edition.why.${field.why}`)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </div>
  )
}
