import { useStore } from '../../app/store.ts'
import { useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBox } from '../../ui/ErrorBox.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { AreaPanel } from './AreaPanel.tsx'
import { NoRun } from './NoRun.tsx'
import { RunOverview } from './RunOverview.tsx'
import './inspector.css'

/** The right panel: the chosen area by the run on screen; without a choice, what the run says as a whole. */
export function ProfileInspector() {
  const { t } = useTexts()
  const table = useStore((state) => state.run)
  const code = useStore((state) => state.selected[0] ?? null)
  const known = table !== null && code !== null && table.codes.includes(code)
  const area = useCall('profiles.area', known ? { run: table.run.id, code } : null)
  if (table === null) return <NoRun />
  if (code === null) return <RunOverview table={table} />
  if (!known) return <EmptyState text={t('profile.empty.unknown', { code })} />
  if (area.error) return <div className="panel-scroll profile-inspector"><ErrorBox error={area.error} onRetry={area.reload} /></div>
  if (area.data?.code !== code || area.data.run !== table.run.id) return <div className="panel-scroll profile-inspector"><h2 className="area-name">{table.names[table.codes.indexOf(code)] ?? code}</h2><Progress text={t('profile.loading')} /></div>
  return <AreaPanel key={`${area.data.run} ${area.data.code}`} table={table} area={area.data} />
}
