import { Import, Target } from 'lucide-react'
import { runCommand } from '../../app/commands.ts'
import { useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ComputeTask } from './ComputeTask.tsx'
import { useSetup } from './useSetup.ts'

/** Where a profile would stand: first areas, then a computation. While the panel beside offers the same button, it only says so in words. */
export function NoRun() {
  const { t } = useTexts()
  const hasAreas = useStore((state) => state.areaSets.length > 0)
  const setup = useSetup()
  const beside = useStore((state) => state.journey === 'profile' && state.panels.leftOpen)
  if (!hasAreas) return <EmptyState text={t('profile.empty.areas')} action={beside ? undefined : { text: t('profile.empty.areas.do'), icon: Import, onPress: () => runCommand('import') }} />
  if (setup.task) return <div className="profile-waiting"><ComputeTask task={setup.task} /></div>
  return <EmptyState text={t('profile.empty.run')} {...(setup.compute && !beside ? { action: { text: t('profile.compute'), icon: Target, onPress: setup.compute } } : {})} />
}
