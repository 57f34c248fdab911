import { useEffect } from 'react'
import { commands, runCommand } from './commands.ts'
import { isMac, isTyping, matchesKeys } from './keys.ts'
import { get, select, set } from './store.ts'

/** Listens for the keys of the command list, and for Escape, which steps back: what is inspected, then the selection. Keys of an open dialog stay its own. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (event.key === 'Escape') { if (!get().dialog && !isTyping(event.target)) stepBack(); return }
      const command = commands.find((one) => one.keys && matchesKeys(event, one.keys, isMac))
      if (!command || get().dialog) return
      if (isTyping(event.target) && (command.id === 'undo' || command.id === 'redo')) return
      event.preventDefault()
      runCommand(command.id)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function stepBack(): void {
  const { inspected, selected } = get()
  if (inspected && inspected.kind !== 'area') set({ inspected: selected.length > 0 ? { kind: 'area' } : null })
  else if (selected.length > 0) select([])
}
