import { Maximize, Minus, Plus } from 'lucide-react'
import { call } from '../host.ts'
import { useTexts } from '../i18n.ts'
import { toastError } from '../app/actions.ts'
import { flyTo } from '../app/store.ts'
import { IconButton } from '../ui/Button.tsx'
import { BasemapMenu } from './BasemapMenu.tsx'

/** Zoom in, out and to the whole project; the ground of the map. */
export function MapControls(props: { zoomBy: (levels: number) => void }) {
  const { t } = useTexts()
  const whole = async () => {
    try {
      const { bbox } = await call('map.extent', {})
      flyTo(bbox ?? [-180, -60, 180, 75])
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <div className="map-controls" role="group" aria-label={t('map.controls')}>
      <IconButton icon={Plus} label={t('map.zoomIn')} onPress={() => props.zoomBy(1)} />
      <IconButton icon={Minus} label={t('map.zoomOut')} onPress={() => props.zoomBy(-1)} />
      <IconButton icon={Maximize} label={t('map.whole')} onPress={() => void whole()} />
      <BasemapMenu />
    </div>
  )
}
