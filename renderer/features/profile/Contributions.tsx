import { useState } from 'react'
import type { AreaProfile, Contribution } from '../../../shared/model/run.ts'
import { openSourceOf } from '../../app/openSource.ts'
import { showNode, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { percent, share } from './layout.ts'
import { addsText, scoreText } from './numbers.ts'
import { largest, type Needs } from './summary.ts'
import { contributionWords, medianWords, reasonWords, sourceWords, valueWords } from './words.ts'

const shownAtFirst = 5

/** Why the area has its score: what each indicator adds, the largest first, together the index; then what has no data and why. */
export function Contributions({ area, needs }: { area: AreaProfile; needs: Needs }) {
  const texts = useTexts()
  const { t } = texts
  const [all, setAll] = useState(false)
  const parts = largest(area.contributions, all ? area.contributions.length : shownAtFirst)
  const top = Math.max(...parts.shown.map((one) => Math.abs(one.adds)), 0)
  return (
    <section className="area-section">
      <div className="section-head"><h3>{t('profile.why')}</h3>{(parts.others > 0 || all) && <Button tone="quiet" className="small" onPress={() => setAll(!all)}>{t(all ? 'profile.why.few' : 'profile.why.all')}</Button>}</div>
      {parts.shown.length > 0 && (
        <ol className="contributions">
          {parts.shown.map((one) => <Line key={one.id} one={one} top={area.index === null ? null : top} />)}
          {parts.others > 0 && <li className="contribution-total"><span className="soft">{t('profile.why.others', { count: parts.others })}</span>{area.index !== null && <span className="num">{addsText(texts, parts.othersAdd)}</span>}</li>}
          {area.index !== null && <li className="contribution-total sum"><span>{t('profile.why.sum')}</span><span className="num">{scoreText(texts, parts.sum)}</span></li>}
        </ol>
      )}
      {parts.missing.length > 0 && (
        <details className="without-data" open={parts.shown.length === 0}>
          <summary>{t('profile.why.missing')} ({texts.number(parts.missing.length)})</summary>
          <ul>{parts.missing.map((one) => <li key={one.id}><span className="hatch missing" aria-hidden /><span>{texts.title(one.title)}<span className="caption"> {reasonWords(texts, one.why, needs.get(one.id))}</span></span></li>)}</ul>
        </details>
      )}
    </section>
  )
}

/** `top` is the largest addition of all; null where there is no index that anything could add to. */
function Line({ one, top }: { one: Contribution; top: number | null }) {
  const texts = useTexts()
  const node = useStore((state) => state.node)
  const layer = useStore((state) => (state.layers.some((layer) => layer.name === one.layer) ? one.layer : null))
  const median = medianWords(texts, one.raw, one.median)
  return (
    <li className="contribution" title={top === null ? undefined : contributionWords(texts, one)}>
      <button type="button" className="name" aria-pressed={node === one.id} aria-label={texts.t('profile.why.open', { title: texts.title(one.title) })} onClick={() => showNode(node === one.id ? null : one.id)}>{texts.title(one.title)}</button>
      <span className="num adds">{top !== null && addsText(texts, one.adds)}</span>
      <span className="value">{valueWords(texts, one.raw, one.unit)}{median !== null && <span className="soft">{texts.t('profile.measure.join')}{median}</span>}</span>
      <span className="adds-track" aria-hidden>{top !== null && <span className={one.adds < 0 ? 'less' : ''} style={{ inlineSize: percent(share(Math.abs(one.adds), 0, top)) }} />}</span>
      {layer === null ? <span className="caption source">{sourceWords(texts, one)}</span> : <button type="button" className="caption source" title={texts.t('source.of', { name: layer })} onClick={() => openSourceOf(layer)}>{sourceWords(texts, one)}</button>}
    </li>
  )
}
