import { ArchiveRestore, Check, Clock, Copy, FilePlus2, FlaskConical, FolderOpen, Import, Languages, Map as MapIcon, Maximize, Moon, PanelBottom, PanelLeft, PanelRight, Pencil, Redo2, Search, Table2, Target, Undo2, X, type LucideIcon } from 'lucide-react'
import { toastError } from './actions.ts'
import { openHeldImport, openImport } from '../features/data/openImport.ts'
import { desktop } from './desktop.ts'
import { chooseFiles } from './files.ts'
import { chooseProject, copyProject, openSample, redo, undo } from './project.ts'
import { showExtent } from './session.ts'
import { get, goToJourney, select, set, type Journey, type Language, type State } from './store.ts'

/** Something the analyst can do from anywhere. Its words are the text `command.{id}`; menu, palette and keys read this one list. */
export interface Command { id: string; icon: LucideIcon; keys?: string; when?: (state: State) => boolean; run: () => void | Promise<void> }

const open = (name: string) => () => set({ dialog: { name } })
const writable = (state: State) => state.status !== null && state.status.readOnly === null
const opened = (state: State) => state.status !== null
const panel = (name: 'leftOpen' | 'rightOpen' | 'dockOpen') => () => set({ panels: { ...get().panels, [name]: !get().panels[name] } })
const journey = (id: Journey) => () => goToJourney(id)
const language = (id: Language) => () => set({ language: id })

export const commands: Command[] = [
  { id: 'palette', icon: Search, keys: 'Mod+K', run: open('palette') },
  { id: 'import', icon: Import, keys: 'Mod+I', when: writable, run: importFiles },
  { id: 'project.new', icon: FilePlus2, run: open('new') },
  { id: 'project.open', icon: FolderOpen, keys: 'Mod+O', run: chooseProject },
  { id: 'project.recent', icon: Clock, run: open('recent') },
  { id: 'project.sample', icon: FlaskConical, run: async () => { await openSample() } },
  { id: 'project.copy', icon: Copy, keys: 'Mod+S', when: opened, run: copyProject },
  { id: 'project.rename', icon: Pencil, when: writable, run: open('rename') },
  { id: 'project.check', icon: Check, when: opened, run: open('check') },
  { id: 'layers.removed', icon: ArchiveRestore, when: opened, run: open('removed') },
  { id: 'undo', icon: Undo2, keys: 'Mod+Z', when: (state) => writable(state) && state.status?.undo != null, run: undo },
  { id: 'redo', icon: Redo2, keys: 'Mod+Shift+Z', when: (state) => writable(state) && state.status?.redo != null, run: redo },
  { id: 'journey.data', icon: Table2, keys: 'Alt+1', run: journey('data') },
  { id: 'journey.map', icon: MapIcon, keys: 'Alt+2', run: journey('map') },
  { id: 'journey.profile', icon: Target, keys: 'Alt+3', run: journey('profile') },
  { id: 'panel.left', icon: PanelLeft, keys: 'Mod+B', run: panel('leftOpen') },
  { id: 'panel.right', icon: PanelRight, keys: 'Mod+Shift+B', run: panel('rightOpen') },
  { id: 'panel.dock', icon: PanelBottom, keys: 'Mod+J', run: panel('dockOpen') },
  { id: 'map.extent', icon: Maximize, when: (state) => state.layers.length > 0, run: showExtent },
  { id: 'selection.clear', icon: X, when: (state) => state.selected.length > 0, run: () => select([]) },
  { id: 'period.clear', icon: Clock, when: (state) => state.period !== null, run: () => set({ period: null }) },
  { id: 'theme', icon: Moon, run: () => set({ theme: get().theme === 'light' ? 'dark' : 'light' }) },
  { id: 'language.en', icon: Languages, run: language('en') },
  { id: 'language.fr', icon: Languages, run: language('fr') },
  { id: 'language.es', icon: Languages, run: language('es') },
  { id: 'language.ar', icon: Languages, run: language('ar') },
]

/** Runs a command by its id where it may run now; an error becomes a toast. */
export function runCommand(id: string): void {
  const command = commands.find((one) => one.id === id)
  if (!command || !isPossible(command)) return
  Promise.resolve(command.run()).catch(toastError)
}

export function isPossible(command: Command): boolean { return command.when?.(get()) ?? true }

async function importFiles(): Promise<void> {
  if (desktop) openHeldImport(await desktop.chooseFiles())
  else openImport(await chooseFiles({ multiple: true }))
}
