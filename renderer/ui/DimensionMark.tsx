import type { Dimension } from '../../shared/model/dimension.ts'
import { useTexts } from '../i18n.ts'
import { dimensionMarks } from './dimensions.ts'
import { Icon } from './Icon.tsx'
import './mark.css'

/** A dimension as its icon or letter on its colour. The name stands beside it, or `named` gives it one for assistive technology. */
export function DimensionMark(props: { dimension: Dimension; letter?: boolean; named?: boolean; size?: number }) {
  const { t } = useTexts()
  const { icon, token } = dimensionMarks[props.dimension]
  const size = props.size ?? 18
  return (
    <span className="dimension-mark" style={{ background: token, width: size, height: size }} role={props.named ? 'img' : undefined} aria-label={props.named ? t(`dimension.${props.dimension}`) : undefined} aria-hidden={props.named ? undefined : true}>
      {props.letter ? t(`dimension.letter.${props.dimension}`) : <Icon of={icon} size={size - 5} />}
    </span>
  )
}
