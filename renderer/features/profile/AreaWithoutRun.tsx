import { useStore } from '../../app/store.ts'
import { useCall } from '../../host.ts'
import { NoRun } from './NoRun.tsx'

/** A chosen area that no run on screen knows: its name and code, and the way to a profile. */
export function AreaWithoutRun({ code }: { code: string }) {
  const areaSet = useStore((state) => state.areaSet)
  const setName = useStore((state) => state.areaSets.find((one) => one.id === areaSet)?.name ?? '')
  const dataVersion = useStore((state) => state.dataVersion)
  const areas = useCall('areaSets.areas', areaSet === null ? null : { id: areaSet }, dataVersion)
  const area = areas.data?.find((one) => one.code === code)
  return (
    <div className="panel-scroll">
      <header className="area-head bare">
        <h2 className="area-name" dir="auto">{area?.name ?? code}</h2>
        <p className="caption"><span className="ltr">{code}</span> · <bdi>{setName}</bdi></p>
      </header>
      <NoRun />
    </div>
  )
}
