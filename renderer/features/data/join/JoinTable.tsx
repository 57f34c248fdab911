import { Check, Pencil, X } from 'lucide-react'
import { useState } from 'react'
import type { Area } from '../../../../shared/model/layer.ts'
import type { JoinRow } from '../../../../shared/model/join.ts'
import { useTexts } from '../../../i18n.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { AreaChoice } from './AreaChoice.tsx'
import { outcomeOf, rowKey, type Choices } from './decisions.ts'

interface JoinTableProps { rows: readonly JoinRow[]; areas: readonly Area[]; choices: Choices; readOnly: boolean; onChoose: (row: JoinRow, areas: string[] | null) => void }
const step = 150

/** Entries with the areas that they stand for or may stand for, and why; each to accept, to change, or to leave out. */
export function JoinTable({ rows, areas, choices, readOnly, onChoose }: JoinTableProps) {
  const { t } = useTexts()
  const [shown, setShown] = useState(step)
  const [editing, setEditing] = useState<string | null>(null)
  const names = new Map(areas.map((area) => [area.code, area.name]))
  return (
    <>
      <table className="join-table">
        <thead><tr><th scope="col">{t('join.entry')}</th><th scope="col" className="num">{t('join.rows')}</th><th scope="col">{t('join.area')}</th><th scope="col">{t('join.why')}</th><th scope="col">{t('join.decide')}</th></tr></thead>
        <tbody>
          {rows.slice(0, shown).map((row) => {
            const key = rowKey(row)
            return <EntryRow key={key} row={row} names={names} areas={areas} choices={choices} readOnly={readOnly} editing={editing === key} onEdit={(on) => setEditing(on ? key : null)} onChoose={(codes) => { setEditing(null); onChoose(row, codes) }} />
          })}
        </tbody>
      </table>
      {rows.length === 0 && <p className="soft join-none">{t('join.none')}</p>}
      {rows.length > shown && <Button onPress={() => setShown(shown + step)}>{t('join.more', { count: rows.length - shown })}</Button>}
    </>
  )
}

interface EntryRowProps extends Omit<JoinTableProps, 'rows' | 'onChoose'> { row: JoinRow; names: ReadonlyMap<string, string>; editing: boolean; onEdit: (on: boolean) => void; onChoose: (areas: string[] | null) => void }

function EntryRow({ row, names, areas, choices, readOnly, editing, onEdit, onChoose }: EntryRowProps) {
  const { t, number } = useTexts()
  const outcome = outcomeOf(row, choices)
  const first = row.candidates[0]
  const entry = row.entry === '' ? t('join.empty') : row.entry
  const words = (codes: readonly string[]) => codes.map((code) => names.get(code) ?? code).join(' + ')
  const state = outcome ? (outcome.areas.length > 0 ? 'is-matched' : 'is-out') : first ? 'is-open' : 'is-unmatched'
  const why = outcome?.by === 'decided' ? t('join.by.you') : outcome ? t(`join.reason.${row.how ?? 'code'}`) : first ? t('join.likeness', { reason: t(`join.reason.${first.reason}`), share: number(first.score, { style: 'percent', maximumFractionDigits: 0 }) }) : t(`join.never.${row.never ?? 'nothing'}`)
  return (
    <tr className={state}>
      <th scope="row"><span className="break">{entry}</span>{(row.within ?? row.name) !== null && <span className="caption">{[row.name, row.within].filter((part) => part !== null).join(' · ')}</span>}</th>
      <td className="num figures">{number(row.rows)}</td>
      <td className="join-area">
        {editing
          ? <AreaChoice label={t('join.area.of', { entry })} areas={areas} candidates={row.candidates} onChoose={onChoose} onLeave={() => onEdit(false)} />
          : <span className={outcome ? '' : 'soft'}>{outcome ? (outcome.areas.length > 0 ? words(outcome.areas) : t('join.left.out')) : first ? t('join.perhaps', { areas: words(first.areas) }) : '–'}</span>}
      </td>
      <td className="caption">{why}</td>
      <td className="join-buttons">
        {!readOnly && <>
          {!outcome && first && first.reason !== 'other-parent' && <IconButton small label={t('join.accept', { entry, areas: words(first.areas) })} icon={Check} onPress={() => onChoose([...first.areas])} />}
          <IconButton small label={t('join.change', { entry })} icon={Pencil} onPress={() => onEdit(true)} />
          {outcome && outcome.areas.length > 0
            ? <IconButton small label={t('join.leave', { entry })} icon={X} onPress={() => onChoose([])} />
            : outcome && <IconButton small label={t('join.back', { entry })} icon={X} onPress={() => onChoose(null)} />}
        </>}
      </td>
    </tr>
  )
}
