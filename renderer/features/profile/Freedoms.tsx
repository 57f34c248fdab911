import { useTexts } from '../../i18n.ts'
import { classOf } from './layout.ts'
import { ClassMark, ScoreNumber } from './marks.tsx'
import { freedomsOf, type Bar } from './summary.ts'

/** Three small summaries: freedom from fear, freedom from want, freedom to live in dignity. */
export function Freedoms(props: { bars: Bar[]; classes: number[] }) {
  const texts = useTexts()
  const { t } = texts
  return (
    <section className="area-section">
      <h3>{t('profile.freedoms')}</h3>
      <ul className="freedoms">
        {freedomsOf(props.bars).map((one) => (
          <li key={one.freedom} title={t('profile.freedoms.method')}>
            <span className="soft">{t(`profile.freedom.${one.freedom}`)}</span>
            <span className="freedom-score"><ScoreNumber texts={texts} score={one.score} /> <ClassMark texts={texts} level={classOf(one.score, props.classes)} /></span>
            <span className="caption">{t('profile.freedom.from', { present: one.present, of: one.of })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
