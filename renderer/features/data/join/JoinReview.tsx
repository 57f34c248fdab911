import { Download } from 'lucide-react'
import { useState } from 'react'
import type { Area } from '../../../../shared/model/layer.ts'
import type { JoinReport, JoinRow } from '../../../../shared/model/join.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { SearchField } from '../../../ui/Fields.tsx'
import { MenuButton } from '../../../ui/Menu.tsx'
import { Select } from '../../../ui/Select.tsx'
import { acceptRows, openProposals, rowsIn, sumsOf, type Choices, type View } from './decisions.ts'
import { JoinTable } from './JoinTable.tsx'

interface JoinReviewProps { report: JoinReport; areas: readonly Area[]; choices: Choices; readOnly: boolean; onDownload: (what: JoinList) => void; onChoices: (choices: Choices) => void; onChoose: (row: JoinRow, areas: string[] | null) => void }
export type JoinList = 'unmatched' | 'review'
const lists: JoinList[] = ['unmatched', 'review']
const views: View[] = ['all', 'open', 'matched', 'unmatched']

/** The report as it stands with the choices made so far: sums, proposals to accept by kind, the entries, and the areas without one. */
export function JoinReview({ report, areas, choices, readOnly, onDownload, onChoices, onChoose }: JoinReviewProps) {
  const { t } = useTexts()
  const [view, setView] = useState<View>('all')
  const [search, setSearch] = useState('')
  const sums = sumsOf(report, choices, areas.map((area) => area.code))
  const proposals = openProposals(report, choices)
  const names = new Map(areas.map((area) => [area.code, area.name]))
  return (
    <>
      <p className="join-sums figures" role="status">{t('join.sums', { entries: report.counts.entries, matched: sums.matched, review: sums.review, open: sums.open, unmatched: sums.unmatched, without: sums.without.length, areas: areas.length })}</p>
      {!readOnly && proposals.size > 0 && (
        <div className="join-kinds" role="group" aria-label={t('join.kinds')}>
          {[...proposals].map(([reason, rows]) => <Button key={reason} className="small" onPress={() => onChoices(acceptRows(choices, rows))}>{t('join.acceptAll', { count: rows.length, reason: t(`join.reason.${reason}`) })}</Button>)}
        </div>
      )}
      <div className="join-tools">
        <Select label={t('join.view')} hideLabel items={views.map((one) => ({ id: one, text: t(`join.view.${one}`) }))} value={view} onChange={(one) => setView(one as View)} />
        <SearchField label={t('join.search')} hideLabel value={search} onChange={setSearch} />
        <MenuButton label={t('join.download')} icon={Download} items={lists.map((what) => ({ id: what, text: t(`join.download.${what}`), onAction: () => onDownload(what) }))}>{t('join.download')}</MenuButton>
      </div>
      <div className="join-scroll" tabIndex={0} role="region" aria-label={t('join.entries')}>
        <JoinTable rows={rowsIn(report, choices, view, search)} areas={areas} choices={choices} readOnly={readOnly} onChoose={onChoose} />
      </div>
      {sums.without.length > 0 && (
        <details className="join-without">
          <summary>{t('join.without', { count: sums.without.length })}</summary>
          <p className="caption">{sums.without.slice(0, 400).map((code) => `${names.get(code) ?? code} (${code})`).join(', ')}</p>
        </details>
      )}
    </>
  )
}
