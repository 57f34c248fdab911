import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Finding, FindingPlace } from '../../../../shared/model/doctor.ts'
import { flyTo } from '../../../app/store.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'

const firstPlaces = 8

/** One kind of fault: how many, how large, and its places; pressing one goes there on the map. */
export function FindingCard({ finding, onRepair }: { finding: Finding; onRepair: (() => void) | null }) {
  const { t, number } = useTexts()
  const [all, setAll] = useState(false)
  const places = all ? finding.places : finding.places.slice(0, firstPlaces)
  const km2 = (value: number): string => t('doctor.km2', { area: number(value, { maximumSignificantDigits: 3 }) })
  return (
    <li className="finding" data-finding={finding.code}>
      <div className="finding-head">
        <h4>{t(`finding.${finding.code}`)}</h4>
        <span className="figures">{number(finding.count)}</span>
        {onRepair && <Button className="small" onPress={onRepair}>{t('doctor.repair')}</Button>}
      </div>
      <p className="caption">{t(`finding.${finding.code}.about`)}{finding.areaKm2 !== null && ` ${km2(finding.areaKm2)}.`}</p>
      <ul className="finding-places">
        {places.map((place, i) => (
          <li key={`${place.fid ?? ''} ${place.other ?? ''} ${i}`}>
            <AriaButton className="finding-place" isDisabled={place.lon === null} onPress={() => goTo(place)}>
              <span className="clip">{[place.code ?? t('doctor.record', { id: String(place.fid ?? '') }), place.other, place.detail && t(`detail.${place.detail}`)].filter((part) => part !== null).join(' · ')}</span>
              {place.areaKm2 !== null && <span className="figures soft">{km2(place.areaKm2)}</span>}
            </AriaButton>
          </li>
        ))}
      </ul>
      {!all && finding.places.length > firstPlaces && <Button className="small" tone="quiet" onPress={() => setAll(true)}>{t('doctor.more', { count: finding.places.length - firstPlaces })}</Button>}
      {all && finding.count > finding.places.length && <p className="caption">{t('doctor.largest', { shown: finding.places.length, count: finding.count })}</p>}
    </li>
  )
}

/** Shows a place with some ground around it. */
function goTo({ lon, lat, areaKm2 }: FindingPlace): void {
  if (lon === null || lat === null) return
  const degrees = Math.min(10, Math.max(0.01, Math.sqrt(areaKm2 ?? 0) / 50))
  flyTo([Math.max(-180, lon - degrees), Math.max(-90, lat - degrees), Math.min(180, lon + degrees), Math.min(90, lat + degrees)])
}
