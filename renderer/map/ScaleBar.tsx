import { useTexts } from '../i18n.ts'

const widestPx = 110
const earthM = 40_075_016.686

/** The longest round distance that fits, drawn to scale at the middle of the map. */
export function ScaleBar(props: { lat: number; zoom: number }) {
  const { number } = useTexts()
  const { metres, px } = roundDistance(props.lat, props.zoom)
  const unit = metres >= 1000 ? 'kilometer' : 'meter'
  return <span className="map-scale" style={{ width: px }}>{number(metres >= 1000 ? metres / 1000 : metres, { style: 'unit', unit, unitDisplay: 'short' })}</span>
}

/** 1, 2 or 5 times a power of ten metres that spans at most 110 px at a latitude and zoom (Web Mercator, tiles of 512 px). */
export function roundDistance(lat: number, zoom: number): { metres: number; px: number } {
  const metresPerPx = (earthM * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom)
  const most = metresPerPx * widestPx
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = [5, 2, 1].map((step) => step * power).find((one) => one <= most) ?? power
  return { metres, px: metres / metresPerPx }
}
