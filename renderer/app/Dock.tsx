import { X } from 'lucide-react'
import { useState } from 'react'
import { LayerTable } from '../features/data/LayerTable.tsx'
import { ProfileDock } from '../features/profile/index.tsx'
import { useTexts } from '../i18n.ts'
import { IconButton } from '../ui/Button.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { runCommand } from './commands.ts'
import { useStore } from './store.ts'

/** The panel below: the ranking of the profile, or the records of a layer. */
export function Dock() {
  const { t } = useTexts()
  const journey = useStore((state) => state.journey)
  const [tab, setTab] = useState<'ranking' | 'table'>('ranking')
  const close = <IconButton small label={t('command.panel.dock')} icon={X} onPress={() => runCommand('panel.dock')} />
  const table = { id: 'table', text: t('frame.dock.table'), content: <LayerTable /> }
  if (journey !== 'profile') return <Tabs label={t('frame.panel.dock')} items={[table]} value="table" onChange={() => {}} after={close} className="dock-tabs" />
  return <Tabs label={t('frame.panel.dock')} items={[{ id: 'ranking', text: t('frame.dock.ranking'), content: <ProfileDock /> }, table]} value={tab} onChange={(id) => setTab(id === 'table' ? 'table' : 'ranking')} after={close} className="dock-tabs" />
}
