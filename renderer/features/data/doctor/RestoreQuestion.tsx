import type { Layer } from '../../../../shared/model/layer.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { restore } from './state.ts'

/** Says what bringing back the originals means before it is done. */
export function RestoreQuestion({ layer, onClose }: { layer: Layer; onClose: () => void }) {
  const { t } = useTexts()
  const start = () => { onClose(); void restore(layer) }
  const footer = <><Button onPress={onClose}>{t('frame.cancel')}</Button><Button tone="accent" autoFocus onPress={start}>{t('doctor.restore').replace(/ ?…$/, '')}</Button></>
  return <Dialog title={t('doctor.restoreQuestion', { name: layer.name })} size="small" alert onClose={onClose} footer={footer}><p>{t('doctor.restoreAbout')}</p></Dialog>
}
