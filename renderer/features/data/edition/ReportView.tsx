import { Download } from 'lucide-react'
import type { EditionReport } from '../../../../shared/model/edition.ts'
import { toastError } from '../../../app/actions.ts'
import { download } from '../../../app/download.ts'
import { call } from '../../../host.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { noteWords } from '../words.ts'
import './edition.css'

const mostListed = 300

/** What a move did: how it was made, areas by how they went, sums before and after, and what could not be placed on either side. */
export function ReportView({ report, layer }: { report: EditionReport; layer: number }) {
  const texts = useTexts()
  const { t, number, date } = texts
  const { crosswalk, areas, targets } = report
  const amount = (value: number | null) => (value === null ? '–' : number(value, { maximumFractionDigits: Math.abs(value) < 10 ? 3 : 1 }))
  const save = () => { call('editions.export', { layer }).then((file) => download(file.download, file.name), toastError) }
  const summed = report.columns.some((one) => one.rule === 'sum')
  return (
    <div className="edition edition-report">
      <p className="soft">{t('edition.made', { layer: report.layer, from: crosswalk.from.name, to: crosswalk.to.name, by: t(`edition.made.${crosswalk.by}`, { name: crosswalk.weights }), tolerance: number(crosswalk.tolerance, { style: 'percent', maximumFractionDigits: 1 }), date: date(report.made) })}</p>
      <div className="edition-counts"><dl>
        <div><dt>{t('edition.exactly')}</dt><dd className="figures">{number(areas.exactly)}</dd></div>
        <div><dt>{t('edition.byWeights')}</dt><dd className="figures">{number(areas.byWeights)}</dd></div>
        <div className={areas.unplaced > 0 ? 'bad' : ''}><dt>{t('edition.unplaced')}</dt><dd className="figures">{number(areas.unplaced)}</dd></div>
        <div className={targets.withoutData > 0 ? 'bad' : ''}><dt>{t('edition.withoutData')}</dt><dd className="figures">{number(targets.withoutData)}</dd></div>
        <div className={report.rows.withoutArea > 0 ? 'bad' : ''}><dt>{t('edition.rowsWithout')}</dt><dd className="figures">{number(report.rows.withoutArea)}</dd></div>
        </dl>
        <Button className="small" icon={Download} onPress={save}>{t('edition.save')}</Button>
      </div>
      <div className="edition-scroll" tabIndex={0} role="region" aria-label={t('edition.columns')}>
        <table className="edition-table">
          <thead><tr>
            <th scope="col">{t('edition.column')}</th><th scope="col">{t('edition.rule')}</th>
            {summed && <><th scope="col" className="num">{t('edition.before')}</th><th scope="col" className="num">{t('edition.after')}</th><th scope="col" className="num">{t('edition.lost')}</th></>}
            <th scope="col" className="num">{t('edition.values')}</th><th scope="col" className="num">{t('edition.partial')}</th><th scope="col" className="num">{t('edition.missing')}</th>
          </tr></thead>
          <tbody>{report.columns.map((one) => (
            <tr key={one.name}>
              <th scope="row"><span className="break">{one.name}</span></th><td>{t(`edition.rule.${one.rule}`)}{one.weight !== null && <span className="caption"> · {one.weight}</span>}</td>
              {summed && <><td className="num figures">{amount(one.before)}</td><td className="num figures">{amount(one.after)}</td><td className={`num figures ${(one.unplaced ?? 0) !== 0 ? 'bad' : ''}`}>{amount(one.unplaced)}</td></>}
              <td className="num figures">{number(one.values)}</td><td className="num figures">{number(one.partial)}</td><td className="num figures">{number(one.missing)}</td>
            </tr>
          ))}</tbody>
        </table>
        {report.unplaced.length > 0 && (
          <section className="edition-left">
            <h3>{t('edition.unplaced.list')}</h3>
            <ul className="note-list">{report.unplaced.slice(0, mostListed).map((one) => <li key={one.code ?? ' '}>{one.code === null ? t('edition.noArea', { count: one.rows }) : t('edition.unplaced.one', { name: one.name, code: one.code, share: number(one.share, { style: 'percent', maximumFractionDigits: 1 }) })}{one.values.some((value) => value !== null) && <span className="caption"> · {one.values.flatMap((value, i) => (value === null ? [] : [`${report.summed[i]} ${amount(value)}`])).slice(0, 4).join(' · ')}</span>}</li>)}</ul>
          </section>
        )}
        {report.withoutData.length > 0 && (
          <section className="edition-left">
            <h3>{t('edition.withoutData.list')}</h3>
            <p className="caption">{report.withoutData.slice(0, mostListed).map((one) => `${one.name} (${one.code})`).join(', ')}</p>
          </section>
        )}
        {(report.notes.length > 0 || crosswalk.notes.length > 0) && <section className="edition-left"><h3>{t('data.tab.notes')}</h3><ul className="note-list">{[...crosswalk.notes, ...report.notes].map((note) => <li key={note.code + note.sample}>{noteWords(note, texts)}</li>)}</ul></section>}
      </div>
    </div>
  )
}
