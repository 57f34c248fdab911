import { memo, type MouseEvent } from 'react'
import type { ProfileTable } from '../../../shared/model/run.ts'
import { set, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import type { ScoreColumn } from './columns.ts'
import { goToArea } from './goToArea.ts'
import { classOf } from './layout.ts'
import { ClassMark, ScoreBar, ScoreNumber } from './marks.tsx'
import { shareText } from './numbers.ts'
import type { Row } from './sort.ts'

interface RankedRowProps { row: Row; place: number; top: number; table: ProfileTable; columns: ScoreColumn[]; selected: boolean; active: boolean; onPick: (code: string, event: MouseEvent) => void }

/** One area of the ranked table: its numbers, and each score as a small heat cell in the colour of its class. */
export const RankedRow = memo(function RankedRow(props: RankedRowProps) {
  const texts = useTexts()
  const { row, table } = props
  const hovered = useStore((state) => state.hovered === row.code)
  const state = `${props.selected ? 'selected' : ''} ${props.active ? 'active' : ''} ${hovered ? 'hovered' : ''}`
  return (
    <div
      role="row" id={`ranked-${row.at}`} aria-rowindex={props.place + 2} aria-selected={props.selected} className={`ranked-row body ${state}`} style={{ insetBlockStart: props.top }}
      onClick={(event) => props.onPick(row.code, event)} onDoubleClick={() => { void goToArea(row.code) }} onPointerEnter={() => set({ hovered: row.code })} onPointerLeave={() => set({ hovered: null })}
    >
      <span role="gridcell" className="num">{row.rank === null ? <span className="only-spoken">{texts.t('profile.noData')}</span> : texts.number(row.rank)}{row.rank === null && <span aria-hidden>–</span>}</span>
      <span role="gridcell" className="clip named" dir="auto" title={`${row.name} · ${row.code}`}><bdi>{row.name}</bdi> <span className="caption ltr">{row.code}</span></span>
      <span role="gridcell" className="clip"><ClassMark texts={texts} level={row.class} /></span>
      <span role="gridcell" className="index"><ScoreBar slim score={row.index} level={row.class} scale={table.scale} /><ScoreNumber texts={texts} score={row.index} /></span>
      <span role="gridcell" className="num">{shareText(texts, row.coverage)}</span>
      {row.scores.map((score, at) => <span role="gridcell" key={props.columns[at]?.id ?? at} className={`heat severity-${classOf(score, table.classes) ?? 'none'}`}><ScoreNumber texts={texts} score={score} /></span>)}
    </div>
  )
})
