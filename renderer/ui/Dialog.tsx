import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTexts } from '../i18n.ts'
import { IconButton } from './Button.tsx'
import './overlay.css'

interface DialogProps { title: string; onClose: () => void; children: ReactNode; footer?: ReactNode; size?: 'small' | 'medium' | 'large'; alert?: boolean; isDismissable?: boolean }

/** A decision in front of everything else: mount it to open it. Escape closes it, and so does a press outside where `isDismissable`. */
export function Dialog(props: DialogProps) {
  const { t } = useTexts()
  return (
    <ModalOverlay className="scrim" isOpen isDismissable={props.isDismissable ?? false} onOpenChange={(open) => { if (!open) props.onClose() }}>
      <Modal className={`dialog ${props.size ?? 'medium'}`}>
        <AriaDialog className="dialog-form" role={props.alert ? 'alertdialog' : 'dialog'}>
          <header className="dialog-head">
            <Heading slot="title" level={2}>{props.title}</Heading>
            <IconButton label={t('frame.close')} icon={X} onPress={props.onClose} />
          </header>
          <div className="dialog-body">{props.children}</div>
          {props.footer && <footer className="dialog-foot">{props.footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
