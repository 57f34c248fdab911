import type { ReactNode } from 'react'
import type { Texts } from '../../i18n.ts'
import { DimensionMark } from '../../ui/DimensionMark.tsx'
import type { ScoreColumn } from './columns.ts'
import { percent, share } from './layout.ts'
import { scoreText } from './numbers.ts'
import { classWord } from './words.ts'
import './marks.css'

/** The name of a score column: that of the dimension, otherwise the node's own title. */
export function columnName(texts: Texts, column: ScoreColumn): string {
  return column.dimension ? texts.t(`dimension.${column.dimension}`) : texts.title(column.node.title)
}

/** A dimension's mark, or an empty place where a column has none, so that names stay in line. */
export function ColumnMark(props: { column: ScoreColumn; size?: number }) {
  return props.column.dimension ? <DimensionMark dimension={props.column.dimension} size={props.size ?? 16} /> : null
}

/** The class as a word beside its colour; hatched where there is no data. */
export function ClassMark(props: { texts: Texts; level: number | null }) {
  return <span className="class-mark"><span className={`class-square severity-${props.level ?? 'none'}`} aria-hidden /> <span className="clip">{classWord(props.texts, props.level)}</span></span>
}

/** A bar on the 0…scale track in the colour of its class, with its ticks; a missing score is an empty hatched track. */
export function ScoreBar(props: { score: number | null; level: number | null; scale: number; siblings?: number | null; median?: number | null; slim?: boolean; children?: ReactNode }) {
  const at = (value: number) => percent(share(value, 0, props.scale))
  return (
    <span className={`score-track ${props.slim ? 'slim' : ''} ${props.score === null ? 'missing' : ''}`} aria-hidden>
      {props.score !== null && <span className={`score-fill severity-${props.level ?? 'none'}`} style={{ inlineSize: at(props.score) }} />}
      {props.siblings != null && <span className="tick siblings" style={{ insetInlineStart: at(props.siblings) }} />}
      {props.median != null && <span className="tick median" style={{ insetInlineStart: at(props.median) }} />}
      {props.children}
    </span>
  )
}

/** A score as a number, or a dash that says no data to assistive technology. */
export function ScoreNumber(props: { texts: Texts; score: number | null; className?: string }) {
  const className = `num ${props.className ?? ''}`
  return props.score === null
    ? <span className={`${className} none`}><span aria-hidden>–</span><span className="only-spoken">{props.texts.t('profile.noData')}</span></span>
    : <span className={className}>{scoreText(props.texts, props.score)}</span>
}
