import { ArrowUpFromLine } from 'lucide-react'
import { useState } from 'react'
import { chooseFiles } from '../../app/files.ts'
import { set } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ImportDetails } from './ImportDetails.tsx'
import { ImportList } from './ImportList.tsx'
import { ImportTemplates } from './ImportTemplates.tsx'
import { addFiles, clearFinished, importAll, useQueue } from './queue.ts'
import './import.css'

/** The import: every file with what was recognised and why, a table of how it will look, and what came of it. Closed while it runs, it goes on behind. */
export function ImportDialog() {
  const { t } = useTexts()
  const items = useQueue((state) => state.items)
  const running = useQueue((state) => state.running)
  const [chosen, setChosen] = useState<number | null>(null)
  const item = items.find((one) => one.id === chosen) ?? items.find((one) => one.state === 'running') ?? items[0]
  const ready = items.filter((one) => one.state === 'ready' && !one.previewing).length
  const pending = items.filter((one) => one.state === 'reading' || one.previewing).length
  const done = items.filter((one) => one.state === 'done').length
  const counts: [string, number][] = [['pending', pending], ['ready', ready], ['running', items.filter((one) => one.state === 'waiting' || one.state === 'running').length], ['done', done], ['failed', items.filter((one) => one.state === 'failed').length]]
  const sum = counts.filter(([, count]) => count > 0).map(([id, count]) => t(`data.import.sum.${id}`, { count })).join(' · ')
  const close = () => { clearFinished(); set({ dialog: null }) }
  const more = async () => { await addFiles(await chooseFiles({ multiple: true })) }
  const finished = items.length > 0 && ready === 0 && pending === 0 && done > 0 && !running
  return (
    <Dialog
      title={t('data.import.title')} size="large" onClose={close}
      footer={<>
        <span className="import-sum soft" role="status">{sum}</span>
        {finished ? <Button tone="accent" onPress={close}>{t('data.import.finish')}</Button> : <>
          <Button onPress={close}>{running ? t('data.import.behind') : t('frame.cancel')}</Button>
          <Button tone="accent" isDisabled={ready === 0 || running || pending > 0} onPress={() => void importAll()}>{t('data.import.go', { count: ready })}</Button>
        </>}
      </>}
    >
      {items.length === 0
        ? <div className="import-start"><EmptyState icon={ArrowUpFromLine} text={t('data.import.empty')} action={{ text: t('data.import.choose'), onPress: () => void more() }} /><ImportTemplates /></div>
        : <div className="import-columns"><ImportList items={items} chosen={item?.id ?? null} onChoose={setChosen} onMore={() => void more()} />{item && <ImportDetails key={item.id} item={item} />}</div>}
    </Dialog>
  )
}
