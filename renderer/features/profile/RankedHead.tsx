import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '../../i18n.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ColumnMark, columnName } from './marks.tsx'
import type { ScoreColumn } from './columns.ts'
import { firstDirection, type Sort } from './sort.ts'
import { setProfile, useProfile } from './state.ts'

/** The heads of the ranked table: each sorts by its column, a second press turns the order. */
export function RankedHead(props: { columns: ScoreColumn[] }) {
  const texts = useTexts()
  const { t } = texts
  return (
    <div role="rowgroup" className="ranked-head">
      <div role="row" aria-rowindex={1} className="ranked-row">
        <Head by="rank" name={t('profile.column.rank')} number />
        <Head by="name" name={t('profile.column.name')} />
        <Head by="class" name={t('profile.column.class')} />
        <Head by="index" name={t('profile.column.index')} number />
        <Head by="coverage" name={t('profile.column.coverage')} number />
        {props.columns.map((column, at) => <Head key={column.id} by={at} name={columnName(texts, column)} mark={<ColumnMark column={column} size={14} />} />)}
      </div>
    </div>
  )
}

function Head(props: { by: Sort['by']; name: string; number?: boolean; mark?: ReactNode }) {
  const sort = useProfile((state) => state.sort)
  const sorted = sort.by === props.by
  const press = () => setProfile({ sort: { by: props.by, descending: sorted ? !sort.descending : firstDirection(props.by) } })
  return (
    <div role="columnheader" aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'} className={`${props.number ? 'number' : ''} ${props.mark !== undefined ? 'score' : ''}`}>
      <button type="button" onClick={press} title={props.name}>
        {props.mark}
        <span className="clip">{props.name}</span>
        {sorted && <Icon of={sort.descending ? ArrowDown : ArrowUp} size={12} />}
      </button>
    </div>
  )
}
