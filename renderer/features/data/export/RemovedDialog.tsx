import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { PurgeStatement, RemovedLayer } from '../../../../shared/model/purge.ts'
import { refresh, runTask, toast, toastError } from '../../../app/actions.ts'
import { set, useStore } from '../../../app/store.ts'
import { call, useCall } from '../../../host.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorBox } from '../../../ui/ErrorBox.tsx'
import { Checkbox } from '../../../ui/Fields.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { PurgeReport } from './PurgeReport.tsx'
import './export.css'

/** Layers that were removed and are still in the file: each comes back, or is deleted for good after a question. */
export function RemovedDialog() {
  const texts = useTexts()
  const { t } = texts
  const version = useStore((state) => state.dataVersion)
  const readOnly = useStore((state) => state.status?.readOnly !== null)
  const { data, error, loading, reload } = useCall('layers.removed', {}, version)
  const [asking, setAsking] = useState<RemovedLayer[] | null>(null)
  const [statement, setStatement] = useState<PurgeStatement | null>(null)
  const close = () => set({ dialog: null })
  const restore = async (layer: RemovedLayer) => {
    try {
      const { name } = await call('layers.restore', { id: layer.id })
      await refresh()
      toast(t('removed.restored', { name }))
    } catch (problem) { toastError(problem) }
  }
  if (asking) return <PurgeQuestion layers={asking} onClose={() => setAsking(null)} onDone={(made) => { setAsking(null); setStatement(made) }} />
  if (statement) return <PurgeReport statement={statement} onClose={close} />
  return (
    <Dialog title={t('command.layers.removed')} onClose={close} isDismissable footer={<><Button onPress={close}>{t('frame.close')}</Button>{data && data.length > 1 && <Button tone="danger" isDisabled={readOnly} onPress={() => setAsking(data)}>{t('removed.all')}</Button>}</>}>
      {loading && !data && <Progress text={t('frame.reading')} />}
      {error && <ErrorBox error={error} onRetry={reload} />}
      {data?.length === 0 && <EmptyState text={t('removed.none')} />}
      {data && data.length > 0 && <p className="soft">{t('removed.help')}</p>}
      <ul className="removed-list removed-choices">
        {data?.map((layer) => (
          <li key={layer.id}>
            <span className="removed-words"><strong className="clip">{layer.name}</strong><span className="caption">{[t(`removed.why.${layer.why}`), layer.kind === 'raster' ? t('kind.raster') : t('data.records', { count: layer.rows }), t('export.sensitivity', { level: t(`data.sensitivity.${layer.sensitivity}`) })].join(' · ')}</span></span>
            <Button icon={Undo2} isDisabled={readOnly} onPress={() => void restore(layer)}>{t('removed.restore')}</Button>
            <Button isDisabled={readOnly} onPress={() => setAsking([layer])}>{t('removed.delete')}</Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function PurgeQuestion({ layers, onClose, onDone }: { layers: RemovedLayer[]; onClose: () => void; onDone: (made: PurgeStatement) => void }) {
  const { t } = useTexts()
  const [runs, setRuns] = useState(false)
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    try {
      const made = await runTask(t('removed.task'), 'layers.purge', { ids: layers.map((layer) => layer.id), runs: runs || undefined })
      await refresh()
      onDone(made)
    } catch { setBusy(false) }
  }
  return (
    <Dialog title={t('removed.question', { count: layers.length, name: layers[0]!.name })} size="small" alert onClose={onClose} footer={<><Button autoFocus onPress={onClose}>{t('frame.cancel')}</Button><Button tone="danger" isDisabled={busy} onPress={() => void go()}>{t('removed.delete')}</Button></>}>
      <p>{t('removed.consequence')}</p>
      <Checkbox isSelected={runs} onChange={setRuns}>{t('removed.runs')}</Checkbox>
    </Dialog>
  )
}
