import { useTexts } from '../i18n.ts'
import { useBasemaps } from './basemapState.ts'
import { groundOf } from './ground.ts'

/** Who made the ground of the map, as plain words; and what is shown in place of a basemap that is not here or cannot be drawn. */
export function BasemapLine({ canvas }: { canvas: boolean }) {
  const { t } = useTexts()
  const state = useBasemaps((one) => one.state)
  const ground = groundOf(state)
  const cannot = canvas && ground.kind === 'file' && ground.file.kind === 'vector'
  return (
    <>
      {state?.missing != null && <span className="map-attribution" role="status">{t('basemap.missing', { name: state.missing })}</span>}
      {cannot && <span className="map-attribution" role="status">{t('basemap.canvas', { name: ground.file.name })}</span>}
      <span className="map-attribution" dir="auto">{ground.kind === 'file' && !cannot ? ground.file.attribution || ground.file.name : t('map.attribution')}</span>
    </>
  )
}
