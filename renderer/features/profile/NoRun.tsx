import { Import, Target } from 'lucide-react'
import { runCommand } from '../../app/commands.ts'
import { useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ComputeTask } from './ComputeTask.tsx'
import { useSetup } from './useSetup.ts'

/** Where a profile would stand: first areas, then a computation. */
export function NoRun() {
  const { t } = useTexts()
  const hasAreas = useStore((state) => state.areaSets.length > 0)
  const setup = useSetup()
  if (!hasAreas) return <EmptyState text={t('profile.empty.areas')} action={{ text: t('profile.empty.areas.do'), icon: Import, onPress: () => runCommand('import') }} />
  if (setup.task) return <div className="profile-waiting"><ComputeTask task={setup.task} /></div>
  return <EmptyState text={t('profile.empty.run')} {...(setup.compute ? { action: { text: t('profile.compute'), icon: Target, onPress: setup.compute } } : {})} />
}
