import { useStore } from '../../app/store.ts'
import { useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { ErrorBox } from '../../ui/ErrorBox.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { AreaPanel } from './AreaPanel.tsx'
import { AreaWithoutRun } from './AreaWithoutRun.tsx'
import { NoRun } from './NoRun.tsx'
import { RunOverview } from './RunOverview.tsx'
import './inspector.css'

/** The right panel: the chosen area by the run on screen; without a choice, what the run says as a whole. */
export function ProfileInspector() {
  const { t } = useTexts()
  const table = useStore((state) => state.run)
  const areaSet = useStore((state) => state.areaSet)
  const code = useStore((state) => state.selected[0] ?? null)
  const dataVersion = useStore((state) => state.dataVersion)
  const known = table !== null && table.run.areaSet === areaSet && code !== null && table.codes.includes(code)
  const area = useCall('profiles.area', known ? { run: table.run.id, code } : null, dataVersion)
  if (code !== null && !known) return <AreaWithoutRun code={code} />
  if (table === null) return <NoRun />
  if (code === null) return <RunOverview table={table} />
  if (area.error) return <div className="panel-scroll profile-inspector"><ErrorBox error={area.error} onRetry={area.reload} /></div>
  if (area.data?.code !== code || area.data.run !== table.run.id) return <div className="panel-scroll profile-inspector"><h2 className="area-name" dir="auto">{table.names[table.codes.indexOf(code)] ?? code}</h2><Progress text={t('profile.loading')} /></div>
  return <AreaPanel key={`${area.data.run} ${area.data.code}`} table={table} area={area.data} />
}
