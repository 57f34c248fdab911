import { Pause, Play, SkipBack, SkipForward, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTexts } from '../i18n.ts'
import { IconButton } from '../ui/Button.tsx'
import { set, useStore } from '../app/store.ts'
import { binDays, countIn, isoOf, periodOf, windowOf } from './bins.ts'
import { useColumns } from './columns.ts'
import { TimeTrack } from './TimeTrack.tsx'
import './timeline.css'

const stepMs = 700

/** The records of all dated visible layers over time, with a window that filters the map. */
export function Timeline() {
  const { t, date } = useTexts()
  const layers = useStore((state) => state.layers)
  const period = useStore((state) => state.period)
  const columns = useColumns(layers)
  const [playing, setPlaying] = useState(false)
  const found = useMemo(() => binDays(layers.filter((layer) => layer.dateField !== null).flatMap((layer) => columns.get(layer.id)?.days ?? [])), [layers, columns])
  const bins = found?.bins
  const shown = useMemo((): [number, number] => (bins ? windowOf(bins, period) : [0, 0]), [bins, period])

  useEffect(() => {
    if (!playing || !bins) return
    const timer = setInterval(() => {
      const [first, end] = windowOf(bins, useStore.getState().period)
      if (end >= bins.length && first > 0) setPlaying(false)
      else set({ period: periodOf(bins, moved(bins.length, [first, end])) })
    }, stepMs)
    return () => clearInterval(timer)
  }, [playing, bins])

  const show = (next: [number, number]) => { if (bins) set({ period: periodOf(bins, next) }) }
  if (!found || !bins) return <div className="timeline empty">{t('map.time.empty')}</div>
  const play = () => {
    if (!playing && (period === null || shown[1] >= bins.length)) show([0, Math.min(bins.length - 1, period === null ? Math.min(12, Math.ceil(bins.length / 4)) : shown[1] - shown[0])])
    setPlaying(!playing)
  }
  const by = (step: number) => { setPlaying(false); show(shifted(bins.length, shown, step)) }
  const isWhole = shown[0] === 0 && shown[1] === bins.length
  return (
    <div className="timeline">
      <div className="timeline-buttons">
        <IconButton icon={SkipBack} label={t('map.time.back')} isDisabled={isWhole || shown[0] === 0} onPress={() => by(-1)} />
        <IconButton icon={playing ? Pause : Play} label={t(playing ? 'map.time.pause' : 'map.time.play')} isDisabled={bins.length < 2} onPress={play} />
        <IconButton icon={SkipForward} label={t('map.time.forward')} isDisabled={isWhole || shown[1] === bins.length} onPress={() => by(1)} />
      </div>
      <TimeTrack bins={bins} unit={found.unit} shown={shown} onChange={(next) => { setPlaying(false); show(next) }} />
      <div className="timeline-text" role="status">
        <strong>{t('map.time.range', { from: date(isoOf(bins[shown[0]]!.from)), to: date(isoOf(bins[shown[1] - 1]!.to - 1)) })}</strong>
        <span>{t('map.time.count', { count: countIn(bins, shown) })}{period && found.undated > 0 ? ` · ${t('map.time.undated', { count: found.undated })}` : period ? '' : ` · ${t('map.time.all')}`}</span>
      </div>
      <IconButton icon={X} label={t('map.time.clear')} isDisabled={period === null} onPress={() => { setPlaying(false); set({ period: null }) }} />
    </div>
  )
}

/** One step on; a window that holds everything begins with the first quarter. */
function moved(count: number, [first, end]: [number, number]): [number, number] {
  return first === 0 && end >= count ? [0, Math.max(1, Math.ceil(count / 4))] : shifted(count, [first, end], 1)
}

/** The window moved by whole bars, within the timeline. */
function shifted(count: number, [first, end]: [number, number], step: number): [number, number] {
  const by = Math.max(-first, Math.min(count - end, step))
  return [first + by, end + by]
}
