import { set, useStore } from '../../../app/store.ts'
import { useCall } from '../../../host.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorBox } from '../../../ui/ErrorBox.tsx'
import { ReportView } from './ReportView.tsx'

/** The report of a move that was made before. */
export function ReportDialog({ layer: id }: { layer: number }) {
  const { t } = useTexts()
  const name = useStore((state) => state.layers.find((one) => one.id === id)?.name ?? '')
  const report = useCall('editions.report', { layer: id })
  const close = () => set({ dialog: null })
  return (
    <Dialog title={t('edition.report.title', { name })} size="large" onClose={close} footer={<Button tone="accent" onPress={close}>{t('frame.close')}</Button>}>
      {report.error && <ErrorBox error={report.error} onRetry={report.reload} />}
      {report.data && <ReportView report={report.data} layer={id} />}
    </Dialog>
  )
}
