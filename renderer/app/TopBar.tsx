import { ChevronDown, Languages, Lock, Moon, Redo2, Search, Sun, Undo2, WifiOff } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTexts } from '../i18n.ts'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { MenuButton } from '../ui/Menu.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { commands, isPossible, runCommand } from './commands.ts'
import { isMac, writtenKeys } from './keys.ts'
import { changeWords } from './project.ts'
import { set, useStore, type Language } from './store.ts'
import { Tasks } from './Tasks.tsx'
import './topbar.css'

const projectMenu = ['project.new', 'project.open', 'project.recent', 'project.sample', '', 'import', '', 'project.copy', 'project.rename', 'project.check', 'layers.removed']
const languages: Record<Language, string> = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' }

/** The bar at the top: the project, what can be undone, search, running tasks, language and theme. */
export function TopBar() {
  const { t } = useTexts()
  const status = useStore((state) => state.status)
  const language = useStore((state) => state.language)
  const theme = useStore((state) => state.theme)
  const keys = (id: string) => writtenKeys(commands.find((one) => one.id === id)?.keys ?? '', isMac)
  return (
    <header className="topbar">
      <div className="topbar-start">
        <ProjectMenu />
        {status && <SavedMark readOnly={status.readOnly} />}
        <IconButton label={status?.undo ? t('frame.undo', { what: changeWords(status.undo) }) : t('command.undo')} keys={keys('undo')} icon={Undo2} isDisabled={!status?.undo || status.readOnly !== null} onPress={() => runCommand('undo')} />
        <IconButton label={status?.redo ? t('frame.redo', { what: changeWords(status.redo) }) : t('command.redo')} keys={keys('redo')} icon={Redo2} isDisabled={!status?.redo || status.readOnly !== null} onPress={() => runCommand('redo')} />
      </div>
      <AriaButton className="topbar-search" onPress={() => runCommand('palette')}>
        <Icon of={Search} />
        <span className="clip">{t('frame.search')}</span>
        <kbd className="keys">{keys('palette')}</kbd>
      </AriaButton>
      <div className="topbar-end">
        <Tasks />
        <MenuButton label={t('frame.language')} className="topbar-language" items={(Object.keys(languages) as Language[]).map((id) => ({ id, text: languages[id], checked: id === language, onAction: () => set({ language: id }) }))}>
          <Icon of={Languages} />{language.toUpperCase()}
        </MenuButton>
        <IconButton label={theme === 'light' ? t('frame.theme.dark') : t('frame.theme.light')} icon={theme === 'light' ? Moon : Sun} onPress={() => runCommand('theme')} />
        <Tooltip text={t('frame.offline.why')}>
          <AriaButton className="topbar-mark"><Icon of={WifiOff} />{t('frame.offline')}</AriaButton>
        </Tooltip>
      </div>
    </header>
  )
}

function ProjectMenu() {
  const { t } = useTexts()
  const status = useStore((state) => state.status)
  const items = projectMenu.map((id) => {
    const command = commands.find((one) => one.id === id)
    if (!command) return { line: true as const }
    return { id, text: t(`command.${id}`), icon: command.icon, keys: command.keys && writtenKeys(command.keys, isMac), isDisabled: !isPossible(command), onAction: () => runCommand(id) }
  })
  return (
    <MenuButton label={t('frame.project', { name: status?.title ?? '' })} items={items} className="topbar-project">
      <strong className="clip">{status?.title ?? t('frame.noProject')}</strong>
      {status?.sample && <span className="topbar-tag">{t('frame.sample')}</span>}
      <Icon of={ChevronDown} size={14} />
    </MenuButton>
  )
}

function SavedMark(props: { readOnly: string | null }) {
  const { t } = useTexts()
  if (props.readOnly === null) return <Tooltip text={t('frame.saved.why')}><AriaButton className="topbar-mark">{t('frame.saved')}</AriaButton></Tooltip>
  return <Tooltip text={props.readOnly}><AriaButton className="topbar-mark warning"><Icon of={Lock} size={14} />{t('frame.readOnly')}</AriaButton></Tooltip>
}
