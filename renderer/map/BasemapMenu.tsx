import { Earth, Layers2, MapPlus, Trash2 } from 'lucide-react'
import { toastError } from '../app/actions.ts'
import { useTexts } from '../i18n.ts'
import { MenuButton, type MenuEntry } from '../ui/Menu.tsx'
import { askForBasemap, chooseBasemap, removeBasemap, useBasemaps } from './basemapState.ts'
import { groundOf } from './ground.ts'

/** Chooses what lies below the layers: plain, political, or a file of tiles that the analyst brought. */
export function BasemapMenu() {
  const { t, number } = useTexts()
  const state = useBasemaps((one) => one.state)
  const ground = groundOf(state)
  const act = (work: () => Promise<void>) => () => { work().catch(toastError) }
  const own = (state?.list ?? []).map((file): MenuEntry => ({
    id: file.id, text: file.name, icon: Layers2, checked: state?.choice === file.id, detail: t(file.minZoom === file.maxZoom ? 'basemap.detail.one' : 'basemap.detail', { kind: t(`basemap.${file.kind}`), from: number(file.minZoom), to: number(file.maxZoom) }), onAction: act(() => chooseBasemap(file.id)),
  }))
  const items: MenuEntry[] = [
    { id: 'political', text: t('basemap.political'), icon: Earth, checked: ground.kind === 'political', detail: t('basemap.political.detail'), onAction: act(() => chooseBasemap('political')) },
    { id: 'plain', text: t('basemap.plain'), icon: Earth, checked: ground.kind === 'plain', detail: t('basemap.plain.detail'), onAction: act(() => chooseBasemap('plain')) },
    ...(own.length ? [{ line: true } as const, ...own] : []),
    { line: true },
    { id: 'add', text: t('basemap.add'), icon: MapPlus, detail: t('basemap.add.detail'), onAction: act(askForBasemap) },
    ...(ground.kind === 'file' ? [{ id: 'remove', text: t('basemap.remove', { name: ground.file.name }), icon: Trash2, onAction: act(() => removeBasemap(ground.file)) }] : []),
  ]
  return <MenuButton icon={Earth} label={t('basemap.menu')} items={items} />
}
