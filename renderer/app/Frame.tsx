import { I18nProvider } from 'react-aria-components'
import { DropTarget } from '../features/data/DropTarget.tsx'
import { ExportDialog, type ExportSubject } from '../features/data/export/ExportDialog.tsx'
import { RemovedDialog } from '../features/data/export/RemovedDialog.tsx'
import { ImportDialog } from '../features/data/ImportDialog.tsx'
import { EditionDialog } from '../features/data/edition/EditionDialog.tsx'
import { ReportDialog } from '../features/data/edition/ReportDialog.tsx'
import { JoinDialog } from '../features/data/join/JoinDialog.tsx'
import { MapView } from '../map/MapView.tsx'
import { Timeline } from '../map/Timeline.tsx'
import { useTexts } from '../i18n.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { Splitter } from '../ui/Splitter.tsx'
import { Dock } from './Dock.tsx'
import { Inspector } from './Inspector.tsx'
import { JourneyTabs } from './JourneyTabs.tsx'
import { Palette } from './Palette.tsx'
import { CheckDialog, RecentDialog, TitleDialog } from './ProjectDialogs.tsx'
import { Side } from './Side.tsx'
import { StatusBar } from './StatusBar.tsx'
import { StartScreen } from './StartScreen.tsx'
import { get, set, useStore } from './store.ts'
import { Toasts } from './Toasts.tsx'
import { TopBar } from './TopBar.tsx'
import { useKeys } from './useKeys.ts'
import { useSession } from './useSession.ts'
import './frame.css'

/** The window: the map stays, the journeys change what the panels around it offer. */
export function Frame() {
  const language = useStore((state) => state.language)
  const ready = useStore((state) => state.ready)
  const session = useSession()
  useKeys()
  return (
    <I18nProvider locale={language}>
      {ready ? <OpenWindow /> : <><StartScreen error={session.error} retry={session.retry} /><Dialogs /></>}
      <Toasts />
    </I18nProvider>
  )
}

function OpenWindow() {
  const { t } = useTexts()
  const panels = useStore((state) => state.panels)
  const journey = useStore((state) => state.journey)
  const inspected = useStore((state) => state.inspected)
  const dialog = useStore((state) => state.dialog)
  const hasLayers = useStore((state) => state.layers.length > 0)
  const dated = useStore((state) => state.layers.some((layer) => layer.from !== null))
  const resize = (name: 'left' | 'right' | 'dock') => (size: number) => set({ panels: { ...get().panels, [name]: size } })
  return (
    <DropTarget>
      <div className="frame" data-frame-ready>
        <TopBar />
        <div className="frame-middle">
          <div className="frame-main">
            <JourneyTabs />
            <div className="frame-stage">
              {panels.leftOpen && (
                <>
                  <aside className="frame-left" id="panel-left" aria-label={t('frame.panel.left')} style={{ width: panels.left }}><ErrorBoundary at={journey}><Side /></ErrorBoundary></aside>
                  <Splitter label={t('frame.resize.left')} direction="columns" controls="panel-left" value={panels.left} min={200} max={480} onChange={resize('left')} onReset={() => resize('left')(260)} />
                </>
              )}
              <main className="frame-map" aria-label={t('frame.map')}><ErrorBoundary><MapView /></ErrorBoundary></main>
            </div>
            {dated && <section className="frame-timeline" aria-label={t('frame.timeline')}><ErrorBoundary><Timeline /></ErrorBoundary></section>}
            {panels.dockOpen && hasLayers && (
              <>
                <Splitter label={t('frame.resize.dock')} direction="rows" controls="panel-dock" reversed value={panels.dock} min={120} max={520} onChange={resize('dock')} onReset={() => resize('dock')(220)} />
                <section className="frame-dock" id="panel-dock" aria-label={t('frame.panel.dock')} style={{ height: panels.dock }}><ErrorBoundary at={journey}><Dock /></ErrorBoundary></section>
              </>
            )}
          </div>
          {panels.rightOpen && (
            <>
              <Splitter label={t('frame.resize.right')} direction="columns" controls="panel-right" reversed value={panels.right} min={280} max={560} onChange={resize('right')} onReset={() => resize('right')(340)} />
              <aside className="frame-right" id="panel-right" aria-label={t('frame.panel.right')} style={{ width: panels.right }}><ErrorBoundary at={inspected}><Inspector /></ErrorBoundary></aside>
            </>
          )}
        </div>
        <StatusBar />
      </div>
      <ErrorBoundary at={dialog}><Dialogs /></ErrorBoundary>
    </DropTarget>
  )
}

function Dialogs() {
  const dialog = useStore((state) => state.dialog)
  if (dialog?.name === 'palette') return <Palette />
  if (dialog?.name === 'new' || dialog?.name === 'rename') return <TitleDialog kind={dialog.name} />
  if (dialog?.name === 'recent') return <RecentDialog />
  if (dialog?.name === 'check') return <CheckDialog />
  if (dialog?.name === 'import') return <ImportDialog />
  if (dialog?.name === 'export') return <ExportDialog subject={dialog.data as ExportSubject} />
  if (dialog?.name === 'removed') return <RemovedDialog />
  if (dialog?.name === 'edition') return <EditionDialog {...(dialog.data as { layer: number })} />
  if (dialog?.name === 'edition-report') return <ReportDialog {...(dialog.data as { layer: number })} />
  if (dialog?.name === 'join') return <JoinDialog {...(dialog.data as { layer: number })} />
  return null
}
