import { Columns3, Download, LocateFixed } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { AreaProfile, ProfileTable } from '../../../shared/model/run.ts'
import { set, useStore } from '../../app/store.ts'
import { useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { BalanceAxis } from './BalanceAxis.tsx'
import { CompareDialog } from './CompareDialog.tsx'
import { Contributions } from './Contributions.tsx'
import { DimensionBars } from './DimensionBars.tsx'
import { Freedoms } from './Freedoms.tsx'
import { scoreColumns } from './columns.ts'
import { goToArea } from './goToArea.ts'
import { ClassMark } from './marks.tsx'
import { scoreText } from './numbers.ts'
import { balanceOf, barsOf, needsOf } from './summary.ts'
import { coverageWords, enough, rankWords } from './words.ts'

/** The page most looked at: one area's class, score, rank and coverage, its dimensions, freedoms, reasons, and needs against capacities. */
export function AreaPanel({ table, area }: { table: ProfileTable; area: AreaProfile }) {
  const texts = useTexts()
  const { t } = texts
  const count = useStore((state) => state.selected.length)
  const [comparing, setComparing] = useState(false)
  const columns = useMemo(() => scoreColumns(table), [table])
  const placed = useStore((state) => state.areaSets.find((one) => one.id === table.run.areaSet)?.hasGeometry ?? false)
  const dataVersion = useStore((state) => state.dataVersion)
  const slots = useCall('frameworks.slots', { id: table.run.framework, areaSet: table.run.areaSet }, dataVersion)
  const needs = useMemo(() => needsOf(slots.data ?? []), [slots.data])
  const bars = useMemo(() => barsOf(table, columns, area, needs), [table, columns, area, needs])
  const balance = useMemo(() => balanceOf(table, columns, area), [table, columns, area])
  const coverage = table.coverage[table.codes.indexOf(area.code)] ?? 0
  const parents = area.path.filter((one) => one.code !== area.code)
  const parent = parents.at(-1)?.name ?? null
  return (
    <article className="panel-scroll profile-inspector" aria-label={area.name}>
      <header className="area-head">
        <div className="area-title">
          <h2 className="area-name">{area.name}</h2>
          {placed && <IconButton small label={t('profile.zoom')} icon={LocateFixed} onPress={() => { void goToArea(area.code) }} />}
        </div>
        <p className="caption"><span className="ltr">{area.code}</span>{parents.length > 0 && <> · <bdi>{parents.map((one) => one.name).join(' › ')}</bdi></>}</p>
        <div className="area-score">
          <span className={`area-figure severity-${area.class ?? 'none'}`}>{area.index === null ? <><span aria-hidden>–</span><span className="only-spoken">{t('profile.noData')}</span></> : scoreText(texts, area.index)}</span>
          <div className="area-words">
            <strong><ClassMark texts={texts} level={area.class} /></strong>
            <span>{rankWords(texts, area.rank, area.of)}</span>
          </div>
        </div>
        <p className="soft area-coverage">{coverageWords(texts, area)}</p>
        {area.index !== null && coverage < enough && <p className="area-no-index">{t('profile.lowConfidence')}</p>}
        {area.index === null && <p className="area-no-index">{t('profile.noIndex', { present: bars.filter((bar) => bar.score !== null).length, of: bars.length })}</p>}
      </header>
      <DimensionBars bars={bars} scale={table.scale} classes={table.classes} parent={parent} />
      {columns.some((column) => column.dimension !== null) && <Freedoms bars={bars} classes={table.classes} />}
      <Contributions area={area} needs={needs} />
      {balance.some((row) => row.need !== null || row.capacity !== null) && <BalanceAxis rows={balance} scale={table.scale} />}
      <footer className="area-actions">
        <Button icon={Columns3} onPress={() => setComparing(true)}>{count > 1 ? t('profile.compare.count', { count: Math.min(4, count) }) : t('profile.compareButton')}</Button>
        <Button icon={Download} onPress={() => set({ dialog: { name: 'export', data: { run: table.run.id } } })}>{t('export.open')}</Button>
      </footer>
      {comparing && <CompareDialog table={table} onClose={() => setComparing(false)} />}
    </article>
  )
}
