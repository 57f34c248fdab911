import { ChevronDown, ChevronRight, Import } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { runCommand } from '../../app/commands.ts'
import { set, useStore } from '../../app/store.ts'
import { useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { RunNotes } from './RunNotes.tsx'
import { RunTree } from './RunTree.tsx'
import { Runs } from './Runs.tsx'
import { Setup } from './Setup.tsx'
import { setProfile, useProfile } from './state.ts'
import './side.css'

/** The left panel of the profile journey: what is computed from what, and the framework's tree of the run on screen. With nothing else to inspect, the inspector shows the run. */
export function ProfileSide() {
  const texts = useTexts()
  const { t } = texts
  const areaSets = useStore((state) => state.areaSets)
  const run = useStore((state) => state.run)
  const runs = useStore((state) => state.status?.runs ?? 0)
  const dataVersion = useStore((state) => state.dataVersion)
  const open = useProfile((state) => state.setupOpen) ?? run === null
  const stored = useCall('runs.list', runs > 0 ? {} : null, dataVersion)
  const nothing = useStore((state) => state.inspected === null)
  useEffect(() => { if (nothing && run !== null) set({ inspected: { kind: 'area' } }) }, [nothing, run])
  const fold = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(open)
  useEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body) fold.current?.focus()
    wasOpen.current = open
  }, [open])
  if (areaSets.length === 0) return <EmptyState text={t('profile.empty.areas')} action={{ text: t('profile.empty.areas.do'), icon: Import, onPress: () => runCommand('import') }} />
  return (
    <div className="panel-scroll profile-side">
      <section className="profile-setup">
        <h2 className="profile-fold"><button type="button" ref={fold} aria-expanded={open} onClick={() => setProfile({ setupOpen: !open })}><Icon of={open ? ChevronDown : ChevronRight} size={14} className="turns" /> <span className="fold-name">{t('profile.setup')}</span>{!open && run && <span className="caption clip"><bdi>{texts.title(run.run.frameworkTitle)}</bdi> · <bdi>{run.run.areaSetName}</bdi></span>}</button></h2>
        {open && <Setup />}
      </section>
      {run && (
        <section className="profile-tree-section">
          {(stored.data?.length ?? 0) > 0 && <Runs runs={stored.data ?? []} current={run.run.id} />}
          <RunTree key={run.run.id} table={run} />
          <RunNotes notes={run.run.notes} />
        </section>
      )}
    </div>
  )
}
