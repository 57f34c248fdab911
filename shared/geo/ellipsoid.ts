/** The WGS 84 ellipsoid. Lengths in km, angles in radians unless a name says degrees. */
export const equatorialRadiusKm = 6378.137
const flattening = 1 / 298.257223563
export const eccentricitySquared = flattening * (2 - flattening)
const eccentricity = Math.sqrt(eccentricitySquared)
const polarRadiusSquaredKm2 = (equatorialRadiusKm * (1 - flattening)) ** 2
/** The mean radius of the sphere with the ellipsoid's surface (authalic). */
export const authalicRadiusKm = 6371.0071809
export const radians = Math.PI / 180

/** Area in km² between the equator and a latitude, per radian of longitude; the source is Snyder, Map Projections (1987), equation 3-12. */
export function bandKm2(sinLatitude: number): number {
  const es = eccentricity * sinLatitude
  return (polarRadiusSquaredKm2 / 2) * (sinLatitude / (1 - es * es) + Math.atanh(es) / eccentricity)
}

/** The latitude in degrees above which `band` km² per radian lie north of the equator: the inverse of `bandKm2`, by Newton's method. */
export function latitudeOfBand(band: number): number {
  const pole = bandKm2(1)
  const share = Math.max(-1, Math.min(1, band / pole))
  if (Math.abs(share) === 1) return share * 90
  let latitude = Math.asin(share)
  for (let round = 0; round < 12; round++) {
    const sin = Math.sin(latitude)
    const slope = meridianRadiusKm(sin) * parallelRadiusKm(sin, Math.cos(latitude))
    if (slope === 0) break
    const step = (bandKm2(sin) - band) / slope
    latitude = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, latitude - step))
    if (Math.abs(step) < 1e-15) break
  }
  return latitude / radians
}

/** Radius of curvature along the meridian, km. */
export function meridianRadiusKm(sinLatitude: number): number {
  return (equatorialRadiusKm * (1 - eccentricitySquared)) / (1 - eccentricitySquared * sinLatitude * sinLatitude) ** 1.5
}

/** Radius of the circle of latitude, km. */
export function parallelRadiusKm(sinLatitude: number, cosLatitude: number): number {
  return (equatorialRadiusKm * cosLatitude) / Math.sqrt(1 - eccentricitySquared * sinLatitude * sinLatitude)
}
