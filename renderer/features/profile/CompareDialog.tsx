import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ProfileTable } from '../../../shared/model/run.ts'
import { useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SearchField } from '../../ui/Fields.tsx'
import { columnName, ClassMark, ColumnMark, ScoreBar, ScoreNumber } from './marks.tsx'
import { scoreColumns } from './columns.ts'
import { compareAreas, type ComparedColumn } from './compare.ts'
import { addsText, scoreText, shareText } from './numbers.ts'
import { filterRows, rowsOf } from './sort.ts'
import { rankWords } from './words.ts'
import './compare.css'

const most = 4

/** Two to four areas side by side: index, rank, coverage and each dimension with its difference from the first. Starts with the selection. */
export function CompareDialog(props: { table: ProfileTable; onClose: () => void }) {
  const texts = useTexts()
  const { t } = texts
  const selected = useStore((state) => state.selected)
  const [codes, setCodes] = useState(() => selected.slice(0, most))
  const columns = useMemo(() => scoreColumns(props.table), [props.table])
  const { areas, lines } = compareAreas(props.table, columns, codes)
  const first = areas[0]
  const ranked = props.table.rank.filter((rank) => rank !== null).length
  return (
    <Dialog title={t('profile.compare.title')} size="large" onClose={props.onClose} isDismissable footer={<Button tone="accent" onPress={props.onClose}>{t('profile.close')}</Button>}>
      <div className="compare">
        {codes.length < most && <AreaFinder table={props.table} without={codes} onAdd={(code) => setCodes([...codes, code])} />}
        {first && areas.length === 1 && <p className="soft">{t('profile.compare.one', { name: first.name })}</p>}
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col"><span className="only-spoken">{t('profile.compare.measure')}</span></th>
              {areas.map((area) => <th key={area.code} scope="col"><span className="compare-head"><span className="clip" title={area.name}>{area.name}</span>{areas.length > 1 && <IconButton small icon={X} label={t('profile.compare.remove', { name: area.name })} onPress={() => setCodes(codes.filter((one) => one !== area.code))} />}</span></th>)}
              {areas.length > 1 && <th scope="col" className="num">{t('profile.compare.spread')}</th>}
            </tr>
          </thead>
          <tbody>
            <tr><th scope="row">{t('profile.column.index')}</th>{areas.map((area) => <td key={area.code}><span className="compare-index"><ScoreNumber texts={texts} score={area.index} className="figure" /><ClassMark texts={texts} level={area.class} /></span></td>)}{areas.length > 1 && <td />}</tr>
            <tr><th scope="row">{t('profile.column.rank')}</th>{areas.map((area) => <td key={area.code}>{rankWords(texts, area.rank, ranked)}</td>)}{areas.length > 1 && <td />}</tr>
            <tr><th scope="row">{t('profile.column.coverage')}</th>{areas.map((area) => <td key={area.code}>{shareText(texts, area.coverage)}</td>)}{areas.length > 1 && <td />}</tr>
            {lines.map((line) => <Line key={line.column.id} line={line} scale={props.table.scale} />)}
          </tbody>
        </table>
        {first && areas.length > 1 && <p className="caption">{t('profile.compare.hint', { name: first.name })}</p>}
      </div>
    </Dialog>
  )
}

function Line({ line, scale }: { line: ComparedColumn; scale: number }) {
  const texts = useTexts()
  return (
    <tr>
      <th scope="row"><span className="compare-name"><ColumnMark column={line.column} /><span>{columnName(texts, line.column)}</span></span></th>
      {line.scores.map((score, at) => {
        const difference = line.differences[at] ?? null
        return (
          <td key={at}>
            <span className="compare-cell">
              <ScoreBar score={score} level={line.classes[at] ?? null} scale={scale} />
              <ScoreNumber texts={texts} score={score} />
              <span className="num caption">{at > 0 && difference !== null ? addsText(texts, difference) : ''}</span>
            </span>
          </td>
        )
      })}
      {line.scores.length > 1 && <td className="num">{line.spread === null ? <ScoreNumber texts={texts} score={null} /> : scoreText(texts, line.spread)}</td>}
    </tr>
  )
}

function AreaFinder(props: { table: ProfileTable; without: string[]; onAdd: (code: string) => void }) {
  const { t } = useTexts()
  const [search, setSearch] = useState('')
  const rows = useMemo(() => rowsOf(props.table, []), [props.table])
  const found = search.trim() === '' ? [] : filterRows(rows, search, null).filter((row) => !props.without.includes(row.code)).slice(0, 6)
  return (
    <div className="compare-finder">
      <SearchField label={t('profile.compare.add')} value={search} onChange={setSearch} placeholder={t('profile.search')} />
      {found.length > 0 && <ul>{found.map((row) => <li key={row.code}><Button className="small" onPress={() => { props.onAdd(row.code); setSearch('') }}>{row.name} <span className="caption ltr">{row.code}</span></Button></li>)}</ul>}
    </div>
  )
}
