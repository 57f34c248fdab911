import { useMemo } from 'react'
import type { ProfileTable } from '../../../shared/model/run.ts'
import { select, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { classOf, histogram, median, percent, share } from './layout.ts'
import { scoreText } from './numbers.ts'

const binCount = 20

/** The scores of the shown node as a strip of bins in class colours, with the median and the chosen area marked. Pressing a bin selects its areas. */
export function Distribution({ table, large }: { table: ProfileTable; large?: boolean }) {
  const texts = useTexts()
  const { t } = texts
  const nodeId = useStore((state) => state.node)
  const selected = useStore((state) => state.selected[0] ?? null)
  const node = table.nodes.find((one) => one.id === nodeId) ?? null
  const values = node ? node.scores : table.index
  const bins = useMemo(() => histogram(values, table.scale, binCount), [values, table.scale])
  const highest = Math.max(1, ...bins.map((bin) => bin.places.length))
  const middle = median(values)
  const mine = selected === null ? null : (values[table.codes.indexOf(selected)] ?? null)
  const missing = values.filter((value) => value === null).length
  const name = node ? texts.title(node.title) : t('profile.column.index')
  return (
    <figure className={`distribution ${large ? 'large' : ''}`} aria-label={t('profile.distribution', { title: name })}>
      <figcaption className="caption clip">{large ? t('profile.distribution', { title: name }) : name}</figcaption>
      <div className="distribution-bins">
        {bins.map((bin) => {
          const words = t('profile.distribution.bin', { count: bin.places.length, from: scoreText(texts, bin.from), to: scoreText(texts, bin.to) })
          return (
            <button key={bin.from} type="button" tabIndex={large && bin.places.length > 0 ? 0 : -1} title={words} aria-label={words} disabled={bin.places.length === 0} onClick={() => select(bin.places.map((at) => table.codes[at] ?? ''))}>
              <span className={`severity-${classOf((bin.from + bin.to) / 2, table.classes) ?? 'none'}`} style={{ blockSize: percent(bin.places.length / highest) }} />
            </button>
          )
        })}
        {middle !== null && <span className="tick median" style={{ insetInlineStart: percent(share(middle, 0, table.scale)) }} aria-hidden />}
        {mine !== null && <span className="tick siblings" style={{ insetInlineStart: percent(share(mine, 0, table.scale)) }} aria-hidden />}
      </div>
      {large && <div className="distribution-axis caption figures" aria-hidden><span>{texts.number(0)}</span><span>{missing > 0 ? t('profile.distribution.missing', { count: missing }) : ''}</span><span>{texts.number(table.scale)}</span></div>}
    </figure>
  )
}
