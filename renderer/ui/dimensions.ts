import { CloudLightning, Coins, HeartPulse, Landmark, ShieldAlert, UsersRound, Wheat, type LucideIcon } from 'lucide-react'
import { dimensionColours, type Dimension } from '../../shared/model/dimension.ts'

/** How a dimension is drawn, so that colour is never alone: an icon, a colour of the light theme (for maps and layers), and the token that follows the theme. The letter is the text `dimension.letter.{id}`, the name `dimension.{id}`. */
export interface DimensionMark { icon: LucideIcon; colour: string; token: string }

export const dimensionMarks: Record<Dimension, DimensionMark> = {
  economic: mark('economic', Coins),
  food: mark('food', Wheat),
  health: mark('health', HeartPulse),
  environmental: mark('environmental', CloudLightning),
  personal: mark('personal', ShieldAlert),
  community: mark('community', UsersRound),
  political: mark('political', Landmark),
}

/** Five severity classes from least to most, safe for colour-blind people and for grey print. */
export const severityRamp = ['#fff1c9', '#fcc96b', '#f28e3c', '#d2472f', '#7f1d2e'] as const

function mark(id: Dimension, icon: LucideIcon): DimensionMark {
  return { icon, colour: dimensionColours[id], token: `var(--dimension-${id})` }
}
