import { PanelBottom, PanelLeft, PanelRight } from 'lucide-react'
import { useTexts } from '../i18n.ts'
import { Button as AriaButton } from 'react-aria-components'
import { IconButton } from '../ui/Button.tsx'
import { commands, runCommand } from './commands.ts'
import { isMac, writtenKeys } from './keys.ts'
import { goToJourney, useStore, type Journey } from './store.ts'
import './journeytabs.css'

const journeys: Journey[] = ['data', 'map', 'profile']

/** The journeys of the window, and the switches of its panels. */
export function JourneyTabs() {
  const { t } = useTexts()
  const current = useStore((state) => state.journey)
  const panels = useStore((state) => state.panels)
  const keys = (id: string) => writtenKeys(commands.find((one) => one.id === id)?.keys ?? '', isMac)
  return (
    <nav className="journeys" aria-label={t('frame.journeys')}>
      <ul className="journey-list">
        {journeys.map((id) => (
          <li key={id}><AriaButton className="journey" aria-current={id === current ? 'page' : undefined} onPress={() => goToJourney(id)}>{t(`command.journey.${id}`)}</AriaButton></li>
        ))}
      </ul>
      <div className="journey-panels">
        <IconButton small label={t('command.panel.left')} keys={keys('panel.left')} icon={PanelLeft} expanded={panels.leftOpen} onPress={() => runCommand('panel.left')} className="mirrored" />
        <IconButton small label={t('command.panel.dock')} keys={keys('panel.dock')} icon={PanelBottom} expanded={panels.dockOpen} onPress={() => runCommand('panel.dock')} />
        <IconButton small label={t('command.panel.right')} keys={keys('panel.right')} icon={PanelRight} expanded={panels.rightOpen} onPress={() => runCommand('panel.right')} className="mirrored" />
      </div>
    </nav>
  )
}
