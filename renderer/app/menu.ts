import type { MenuGroups } from '../../shared/contract/desktop.ts'
import { textsOf } from '../i18n.ts'
import { commands, isPossible, runCommand } from './commands.ts'
import { desktop } from './desktop.ts'
import { useStore } from './store.ts'

const groups: [string, string[]][] = [
  ['frame.menu.project', ['project.new', 'project.open', 'project.recent', 'project.sample', 'import', 'project.copy', 'project.rename', 'project.check', 'layers.removed']],
  ['frame.menu.edit', ['undo', 'redo', 'selection.clear', 'period.clear']],
  ['frame.menu.view', ['palette', 'journey.data', 'journey.map', 'journey.profile', 'panel.left', 'panel.right', 'panel.dock', 'map.extent', 'theme']],
]

/** Keeps the desktop's menu in step with the command list and runs what is chosen there; answers a function that stops it. In a browser it does nothing. */
export function keepMenu(): () => void {
  if (!desktop) return () => {}
  desktop.onCommand(runCommand)
  let shown = ''
  const show = () => {
    const menu = menuNow()
    const text = JSON.stringify(menu)
    if (text === shown) return
    shown = text
    void desktop?.setMenu(menu)
  }
  show()
  return useStore.subscribe((state, before) => { if (state.language !== before.language || state.status !== before.status || state.layers !== before.layers || state.selected !== before.selected || state.period !== before.period) show() })
}

function menuNow(): MenuGroups {
  const { t } = textsOf(useStore.getState().language)
  return groups.map(([title, ids]) => ({
    title: t(title),
    items: ids.flatMap((id) => {
      const command = commands.find((one) => one.id === id)
      return command ? [{ id, title: t(`command.${id}`), keys: command.keys, enabled: isPossible(command) }] : []
    }),
  }))
}
