import { Import } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { toastError } from '../../app/actions.ts'
import { get, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Icon } from '../../ui/Icon.tsx'
import { filesOf } from './files.ts'
import { openImport } from './openImport.ts'
import './import.css'

/** The whole window takes files: a drop opens the import. */
export function DropTarget(props: { children: ReactNode }) {
  const { t } = useTexts()
  const [over, setOver] = useState(false)
  const readOnly = useStore((state) => state.status?.readOnly ?? null)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent) => { if (hasFiles(event)) { event.preventDefault(); setOver(true) } }
    const onLeave = (event: DragEvent) => { if (event.relatedTarget === null) setOver(false) }
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      setOver(false)
      if (get().status?.readOnly === null) filesOf(event.dataTransfer).then(openImport, toastError)
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => { window.removeEventListener('dragover', onOver); window.removeEventListener('dragleave', onLeave); window.removeEventListener('drop', onDrop) }
  }, [])
  return (
    <>
      {props.children}
      {over && <div className="drop-over" aria-hidden><div className="drop-words"><Icon of={Import} size={20} />{readOnly ?? t('data.drop')}</div></div>}
    </>
  )
}
