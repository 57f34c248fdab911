import { useTexts, type Texts } from '../../i18n.ts'
import { percent, share } from './layout.ts'
import { columnName, ScoreNumber } from './marks.tsx'
import { scoreText } from './numbers.ts'
import type { Balance } from './summary.ts'

/** Needs and vulnerabilities on one side of an axis, capacities on the other; the side with no indicator is hatched. */
export function BalanceAxis(props: { rows: Balance[]; scale: number }) {
  const texts = useTexts()
  const { t } = texts
  return (
    <section className="area-section">
      <h3>{t('profile.balance')}</h3>
      <div className="balance-head caption" aria-hidden><span className="left">{t('profile.balance.left')}</span><span>{t('profile.balance.right')}</span></div>
      <ul className="balance">
        {props.rows.map((row) => (
          <li key={row.column.id} className="balance-row">
            <span className="only-spoken">{rowWords(texts, row)}</span>
            <span className="clip name" aria-hidden>{columnName(texts, row.column)}</span>
            <span aria-hidden><ScoreNumber texts={texts} score={row.need} /></span>
            <Side value={row.need} scale={props.scale} side="need" />
            <Side value={row.capacity} scale={props.scale} side="capacity" />
            <span aria-hidden><ScoreNumber texts={texts} score={row.capacity} /></span>
          </li>
        ))}
      </ul>
      <p className="caption">{t('profile.balance.method', { scale: props.scale })}</p>
    </section>
  )
}

function Side(props: { value: number | null; scale: number; side: 'need' | 'capacity' }) {
  return <span className={`side ${props.side} ${props.value === null ? 'missing' : ''}`} aria-hidden>{props.value !== null && <span style={{ inlineSize: percent(share(props.value, 0, props.scale)) }} />}</span>
}

function rowWords(texts: Texts, row: Balance): string {
  const words = (value: number | null) => (value === null ? texts.t('profile.noData') : scoreText(texts, value))
  return texts.t('profile.balance.row', { title: columnName(texts, row.column), need: words(row.need), capacity: words(row.capacity) })
}
