import { Import, Target } from 'lucide-react'
import { runCommand } from '../../app/commands.ts'
import { useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ComputeTask } from './ComputeTask.tsx'
import { useProfile } from './state.ts'
import { useSetup } from './useSetup.ts'

/** Where a profile would stand: first areas, then a computation. While the panel beside offers the same button, it only says so in words. */
export function NoRun() {
  const { t } = useTexts()
  const hasAreas = useStore((state) => state.areaSets.length > 0)
  const setup = useSetup()
  const besidePanel = useStore((state) => state.journey === 'profile' && state.panels.leftOpen)
  const unfolded = useProfile((state) => state.setupOpen)
  const without = useStore((state) => state.run === null)
  const beside = besidePanel && (unfolded ?? without)
  if (!hasAreas) return <EmptyState text={t('profile.empty.areas')} action={besidePanel ? undefined : { text: t('profile.empty.areas.do'), icon: Import, onPress: () => runCommand('import') }} />
  if (setup.task && !beside) return <div className="profile-waiting"><ComputeTask task={setup.task} /></div>
  return <EmptyState text={t('profile.empty.run')} {...(setup.compute && !beside ? { action: { text: t('profile.compute'), icon: Target, onPress: setup.compute } } : {})} />
}
