import type { AreaLabel } from '../../shared/model/area-label.ts'
import { useTexts } from '../i18n.ts'
import { useStore } from '../app/store.ts'
import { severityRamp } from './colours.ts'
import type { Scores } from './scores.ts'

/** Beside the pointer: the area's name, and its class and score where a run is shown. `before` puts it to the left of the pointer; at [0, 0] no pointer is on the map yet, and it stands in the corner. */
export function PointerTip(props: { at: [number, number]; before: boolean; list: AreaLabel[]; scores: Scores | null }) {
  const { t, number } = useTexts()
  const hovered = useStore((state) => state.hovered)
  const area = hovered === null ? undefined : props.list.find((one) => one.code === hovered)
  if (!area) return null
  const level = props.scores?.classes.get(area.code) ?? null
  const score = props.scores?.values.get(area.code) ?? null
  const isAside = props.at[0] === 0 && props.at[1] === 0
  return (
    <div className={`map-tip ${isAside ? 'aside' : props.before ? 'before' : ''}`} aria-hidden style={isAside ? undefined : { left: props.at[0], top: props.at[1] }}>
      <strong dir="auto">{area.name}</strong>
      {props.scores && (
        <span className="map-tip-score">
          <i style={level === null ? undefined : { background: severityRamp[level - 1] }} className={level === null ? 'missing' : ''} />
          {score === null || level === null ? t('map.missing') : t('map.tip.score', { word: t(`profile.class.${level}`), score: number(score, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) })}
        </span>
      )}
    </div>
  )
}
