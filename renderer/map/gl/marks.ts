import { Marker, type Map as MapLibre } from 'maplibre-gl'
import type { LonLat } from '../../../shared/model/geometry.ts'

/** Rings around places on the map; they follow it and are never in the way of the pointer. */
export function makeMarks(map: MapLibre): (places: readonly LonLat[]) => void {
  let shown: Marker[] = []
  return (places) => {
    for (const marker of shown) marker.remove()
    shown = places.map((place) => {
      const element = document.createElement('div')
      element.className = 'map-mark'
      element.setAttribute('aria-hidden', 'true')
      return new Marker({ element }).setLngLat(place).addTo(map)
    })
  }
}
