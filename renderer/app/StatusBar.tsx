import { useTexts } from '../i18n.ts'
import { scaleDenominator } from './scale.ts'
import { useStore } from './store.ts'
import './statusbar.css'

/** Where the pointer is, at what scale, how many areas, which period, in which coordinate system. */
export function StatusBar() {
  const { t, number } = useTexts()
  const view = useStore((state) => state.view)
  const areaSet = useStore((state) => state.areaSets.find((one) => one.id === state.areaSet))
  const selected = useStore((state) => state.selected.length)
  const period = usePeriodWords()
  return (
    <footer className="statusbar">
      <Pointer />
      {view && <span className="figures">{t('frame.status.scale', { scale: number(scaleDenominator(view.zoom, view.lat)) })}</span>}
      {areaSet && <span>{t('frame.status.areas', { name: areaSet.name, count: areaSet.count, selected })}</span>}
      <span>{period}</span>
      <span className="statusbar-end ltr">EPSG:4326</span>
    </footer>
  )
}

function Pointer() {
  const { number } = useTexts()
  const pointer = useStore((state) => state.pointer)
  const degrees = (value: number) => number(value, { minimumFractionDigits: 4, maximumFractionDigits: 4 })
  return <span className="statusbar-pointer figures ltr">{pointer ? `${degrees(pointer[0])}°, ${degrees(pointer[1])}°` : '–'}</span>
}

function usePeriodWords(): string {
  const { t, date } = useTexts()
  const period = useStore((state) => state.period)
  const layers = useStore((state) => state.layers)
  if (period) return t('frame.status.period', { from: date(period.from), to: date(period.to) })
  const from = layers.map((layer) => layer.from).filter((one) => one !== null).toSorted()[0]
  const to = layers.map((layer) => layer.to).filter((one) => one !== null).toSorted().at(-1)
  return from && to ? t('frame.status.allDates', { from: date(from), to: date(to) }) : t('frame.status.noDates')
}
