import type { ProfileTable } from '../../../shared/model/run.ts'
import { select } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Distribution } from './Distribution.tsx'
import { ClassMark, ScoreBar, ScoreNumber } from './marks.tsx'
import { classWord, enough } from './words.ts'

const worstShown = 10

/** What a run says as a whole: how many areas in which class, the distribution, and the areas with the highest index. */
export function RunOverview({ table }: { table: ProfileTable }) {
  const texts = useTexts()
  const { t, number, title, date } = texts
  const worst = table.codes.map((code, at) => ({ code, at, index: table.index[at] ?? null })).filter((one) => one.index !== null)
    .toSorted((a, b) => (b.index ?? 0) - (a.index ?? 0) || (a.code < b.code ? -1 : 1)).slice(0, worstShown)
  const counts = [5, 4, 3, 2, 1, null].map((level) => ({ level, count: table.class.filter((one) => one === level).length }))
  const scored = table.index.filter((one) => one !== null).length
  const weak = table.index.filter((one, at) => one !== null && (table.coverage[at] ?? 0) < enough).length
  return (
    <div className="panel-scroll profile-inspector">
      <header className="area-head">
        <h2 className="area-name">{title(table.run.frameworkTitle)}</h2>
        <p className="caption"><bdi>{table.run.areaSetName}</bdi> · <bdi>{date(table.run.made)}</bdi> · {t('profile.overview.areas', { areas: table.codes.length, missing: table.run.missing })}</p>
        {weak > 0 && <p className="area-no-index">{t('profile.lowConfidence.areas', { count: weak, of: scored })}</p>}
      </header>
      <section className="area-section">
        <Distribution table={table} large />
        <ul className="class-counts">{counts.filter((one) => one.level !== null || one.count > 0).map((one) => <li key={String(one.level)}><ClassMark texts={texts} level={one.level} /><span className="num">{number(one.count)}</span><span className="only-spoken">{classWord(texts, one.level)}</span></li>)}</ul>
      </section>
      <section className="area-section">
        <h3>{t('profile.worst')}</h3>
        {worst.length === 0 && <p className="soft">{t('profile.worst.noScores')}</p>}
        <ol className="worst">
          {worst.map(({ code, at }) => (
            <li key={code}>
              <button type="button" onClick={() => select([code])}>
                <span className="num soft">{number(table.rank[at] ?? 0)}</span><span className="clip named" dir="auto">{table.names[at] ?? code}</span>
                <ScoreBar slim score={table.index[at] ?? null} level={table.class[at] ?? null} scale={table.scale} /><ScoreNumber texts={texts} score={table.index[at] ?? null} />
              </button>
            </li>
          ))}
        </ol>
      </section>
      <p className="caption profile-hint">{t('profile.empty.area')}</p>
    </div>
  )
}
