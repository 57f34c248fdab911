const earthCircumferenceM = 40_075_016.686
const tilePx = 512
const screenPxM = 0.0254 / 96

/** The denominator of the map's scale at a latitude (Web Mercator, tiles of 512 px, a screen of 96 dots per inch), rounded to two figures as people write scales. */
export function scaleDenominator(zoom: number, lat: number): number {
  const metresPerPx = (earthCircumferenceM * Math.cos((lat * Math.PI) / 180)) / (tilePx * 2 ** zoom)
  return Number((metresPerPx / screenPxM).toPrecision(2))
}
