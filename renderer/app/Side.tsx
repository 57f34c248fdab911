import { LayerPanel } from '../features/data/LayerPanel.tsx'
import { ProfileSide } from '../features/profile/index.tsx'
import { useStore } from './store.ts'

/** The left panel: the layers, or what the profile is made of. */
export function Side() {
  const journey = useStore((state) => state.journey)
  return journey === 'profile' ? <ProfileSide /> : <LayerPanel />
}
