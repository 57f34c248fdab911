import { useState } from 'react'
import type { EditionChange, EditionClass, EditionCrosswalk } from '../../../../shared/model/edition.ts'
import { useTexts } from '../../../i18n.ts'
import { Button, ToggleButton } from '../../../ui/Button.tsx'
import { SearchField } from '../../../ui/Fields.tsx'
import { noteWords } from '../words.ts'
import { changesIn, classCounts } from './choices.ts'

const step = 150

/** How two editions meet: areas by what became of them, those that changed one by one, and what was too small to count. */
export function CrosswalkView({ crosswalk }: { crosswalk: EditionCrosswalk }) {
  const texts = useTexts()
  const { t, number } = texts
  const [shown, setShown] = useState<EditionClass | null>(null)
  const [search, setSearch] = useState('')
  const [most, setMost] = useState(step)
  const rows = changesIn(crosswalk.changes, shown, search)
  const percent = (share: number) => number(share, { style: 'percent', maximumFractionDigits: share < 0.01 ? 2 : 1 })
  return (
    <div className="edition-panel">
      <p className="edition-sums" role="status">{t('edition.sums', { from: crosswalk.from.areas, to: crosswalk.to.areas, same: crosswalk.counts.same ?? 0 })}</p>
      <div className="edition-classes" role="group" aria-label={t('edition.classes')}>
        {classCounts(crosswalk).map(({ id, count }) => (
          <ToggleButton key={id} small label={t(`edition.class.${id}.why`)} isSelected={shown === id} isDisabled={id === 'same'} onChange={(on) => { setShown(on ? id : null); setMost(step) }} className={`edition-class is-${id}`}><strong className="figures">{number(count)}</strong> {t(`edition.class.${id}`)}</ToggleButton>
        ))}
        <SearchField label={t('edition.search')} hideLabel value={search} onChange={setSearch} />
      </div>
      <div className="edition-scroll" tabIndex={0} role="region" aria-label={t('edition.changes')}>
        {crosswalk.changes.length === 0 ? <p className="soft edition-none">{t('edition.unchanged')}</p> : (
          <table className="edition-table">
            <thead><tr><th scope="col">{t('edition.old')}</th><th scope="col">{t('edition.class')}</th><th scope="col">{t('edition.new')}</th><th scope="col" className="num">{t('edition.ofOld')}</th><th scope="col" className="num">{t('edition.ofNew')}</th></tr></thead>
            <tbody>{rows.slice(0, most).map((change) => <ChangeRows key={`${change.class} ${change.code}`} change={change} percent={percent} />)}</tbody>
          </table>
        )}
        {crosswalk.changes.length > 0 && rows.length === 0 && <p className="soft edition-none">{t('edition.noneFound')}</p>}
        {rows.length > most && <Button onPress={() => setMost(most + step)}>{t('join.more', { count: rows.length - most })}</Button>}
      </div>
      {crosswalk.notes.length > 0 && <ul className="note-list edition-notes">{crosswalk.notes.map((note) => <li key={note.code + note.sample}>{noteWords(note, texts)}</li>)}</ul>}
      {crosswalk.slivers.count > 0 && (
        <details className="edition-slivers">
          <summary>{t('edition.slivers', { count: crosswalk.slivers.count, area: number(crosswalk.slivers.km2, { maximumSignificantDigits: 3 }), tolerance: percent(crosswalk.tolerance) })}</summary>
          <p className="caption">{crosswalk.slivers.largest.map((one) => `${one.from ?? t('edition.outside')} → ${one.to ?? t('edition.outside')}: ${number(one.km2, { maximumSignificantDigits: 3 })} km²`).join(' · ')}</p>
        </details>
      )}
    </div>
  )
}

/** One old area over as many lines as it has new ones, with what lies outside at the end. */
function ChangeRows({ change, percent }: { change: EditionChange; percent: (share: number) => string }) {
  const { t } = useTexts()
  if (change.class === 'new') return <tr className="is-new"><th scope="row">–</th><td>{t('edition.class.new')}</td><td><Place code={change.code} name={change.name} /></td><td className="num">–</td><td className="num">–</td></tr>
  const lines = change.parts.length + (change.outside > 0 && change.parts.length > 0 ? 1 : 0)
  const head = <><th scope="row" rowSpan={Math.max(1, lines)}><Place code={change.code} name={change.name} /></th><td rowSpan={Math.max(1, lines)}>{t(`edition.class.${change.class}`)}</td></>
  if (change.parts.length === 0) return <tr className="is-gone">{head}<td className="bad">{t('edition.noPlace')}</td><td className="num figures">{percent(1)}</td><td className="num">–</td></tr>
  return (
    <>
      {change.parts.map((part, i) => <tr key={part.code} className={i > 0 ? 'more' : ''}>{i === 0 && head}<td><Place code={part.code} name={part.name} /></td><td className="num figures">{percent(part.ofFrom)}</td><td className="num figures">{percent(part.ofTo)}</td></tr>)}
      {change.outside > 0 && <tr className="more"><td className="bad">{t('edition.noPlace')}</td><td className="num figures">{percent(change.outside)}</td><td className="num">–</td></tr>}
    </>
  )
}

function Place({ code, name }: { code: string; name: string }) {
  return <span className="edition-place"><span className="break">{name}</span>{name !== code && <span className="caption ltr">{code}</span>}</span>
}
