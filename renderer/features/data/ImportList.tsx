import { Ban, Check, CircleAlert, CircleHelp, Clock, File as FileIcon, Loader, Plus, X, type LucideIcon } from 'lucide-react'
import { useTexts } from '../../i18n.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { bytesWords } from '../../ui/bytes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { removeItem, type ImportItem, type ImportState } from './queue.ts'

const marks: Record<ImportState, LucideIcon> = { reading: Loader, choose: CircleHelp, ready: FileIcon, waiting: Clock, running: Loader, done: Check, failed: CircleAlert, cancelled: Ban }

/** The files of the queue and how each stands. */
export function ImportList(props: { items: ImportItem[]; chosen: number | null; onChoose: (id: number) => void; onMore: () => void }) {
  const texts = useTexts()
  const { t } = texts
  return (
    <nav className="import-list" aria-label={t('data.import.files')}>
      <ul>
        {props.items.map((item) => (
          <li key={item.id} className={`import-file ${item.state} ${item.id === props.chosen ? 'chosen' : ''}`}>
            <button type="button" aria-current={item.id === props.chosen ? 'true' : undefined} onClick={() => props.onChoose(item.id)}>
              <Icon of={marks[item.state]} />
              <span className="import-file-words">
                <span className="clip" title={item.name}>{item.options.sublayer ?? item.preview?.name ?? item.name}</span>
                <span className="caption clip">{t(`data.state.${item.state}`)} · {item.options.sublayer ? item.name : bytesWords(item.bytes, texts)}</span>
              </span>
            </button>
            {item.state !== 'running' && <IconButton small label={t('data.import.remove', { name: item.name })} icon={X} onPress={() => removeItem(item.id)} />}
          </li>
        ))}
      </ul>
      <Button tone="quiet" icon={Plus} onPress={props.onMore}>{t('data.import.more')}</Button>
    </nav>
  )
}
