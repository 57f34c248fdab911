import { MousePointerClick } from 'lucide-react'
import { LayerInspector } from '../features/data/LayerInspector.tsx'
import { ProfileInspector } from '../features/profile/index.tsx'
import { IdentifyInspector } from '../map/IdentifyInspector.tsx'
import { useTexts } from '../i18n.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useStore } from './store.ts'

/** The right panel: one thing at a time, the chosen area, layer or features. */
export function Inspector() {
  const { t } = useTexts()
  const inspected = useStore((state) => state.inspected)
  const journey = useStore((state) => state.journey)
  if (inspected?.kind === 'layer') return <LayerInspector key={inspected.id} id={inspected.id} />
  if (inspected?.kind === 'features') return <IdentifyInspector />
  if (inspected?.kind === 'area' || journey === 'profile') return <ProfileInspector />
  return <EmptyState icon={MousePointerClick} text={t('frame.inspector.empty')} />
}
