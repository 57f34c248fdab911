import { showNode, useStore } from '../../app/store.ts'
import { useTexts, type Texts } from '../../i18n.ts'
import { classOf } from './layout.ts'
import { ColumnMark, columnName, ScoreBar, ScoreNumber } from './marks.tsx'
import { scoreText } from './numbers.ts'
import type { Bar } from './summary.ts'
import { reasonWords } from './words.ts'

/** The dimensions on one scale, with the mean of the areas beside this one and the median of all. Pressing one colours the map by it. */
export function DimensionBars(props: { bars: Bar[]; scale: number; classes: number[]; parent: string | null }) {
  const texts = useTexts()
  const { t, number } = texts
  const node = useStore((state) => state.node)
  const named = props.bars.some((bar) => bar.column.dimension !== null)
  const siblings = props.bars.some((bar) => bar.siblings !== null)
  return (
    <section className="area-section">
      <h3>{t(named ? 'profile.dimensions' : 'profile.components')}</h3>
      <ul className={`dimension-bars ${named ? '' : 'plain'}`}>
        {props.bars.map((bar) => {
          const { id } = bar.column
          return (
            <li key={id}>
              <button type="button" className="dimension-bar" aria-pressed={node === id} aria-label={barWords(texts, bar, props.scale)} onClick={() => showNode(node === id ? null : id)}>
                <ColumnMark column={bar.column} />
                <span className="clip" title={columnName(texts, bar.column)}>{columnName(texts, bar.column)}</span>
                <ScoreBar score={bar.score} level={classOf(bar.score, props.classes)} scale={props.scale} siblings={bar.score === null ? null : bar.siblings} median={bar.score === null ? null : bar.median} />
                <ScoreNumber texts={texts} score={bar.score} />
                {bar.score === null && <span className="caption why">{missingWords(texts, bar)}</span>}
              </button>
            </li>
          )
        })}
      </ul>
      <div className={`bar-axis caption figures ${named ? '' : 'plain'}`} aria-hidden><span>{number(0)}</span><span>{number(props.scale / 2)}</span><span>{number(props.scale)}</span></div>
      <p className="bar-legend caption">
        {siblings && <span><span className="tick siblings" aria-hidden /> {props.parent ? t('profile.legend.parent', { name: props.parent }) : t('profile.legend.siblings')}</span>}
        <span><span className="tick median" aria-hidden /> {t('profile.legend.median')}</span>
      </p>
    </section>
  )
}

function barWords(texts: Texts, bar: Bar, scale: number): string {
  const title = columnName(texts, bar.column)
  if (bar.score === null) return texts.t('profile.bar.missing', { title, reason: missingWords(texts, bar) })
  const words = (score: number | null) => (score === null ? texts.t('profile.noData') : scoreText(texts, score))
  return texts.t('profile.bar', { title, score: scoreText(texts, bar.score), scale, siblings: words(bar.siblings), median: words(bar.median) })
}

function missingWords(texts: Texts, bar: Bar): string {
  if (bar.indicators === 0) return texts.t('profile.missing.none')
  if (bar.present === 0) return reasonWords(texts, bar.reason, bar.needs)
  return texts.t('profile.missing.few', { present: bar.present, indicators: bar.indicators })
}
