import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ImportPreview } from '../../../shared/model/import.ts'
import { useTexts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { cancelCheck, checkAll } from './importCheck.ts'
import type { ImportItem } from './queue.ts'
import { noteWords } from './words.ts'

/** What will be rejected and why, with counts: of the whole file where all of it was looked at, else of its first records, with a way to look at all. */
export function ImportVerdict({ item, preview, locked }: { item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const texts = useTexts()
  const { t } = texts
  const { check } = item
  const { looked } = preview
  if (!looked) return null
  const whole = check?.result ?? (looked.whole ? { read: looked.rows, imported: looked.rows - looked.rejected, rejected: looked.rejected, reasons: looked.reasons } : null)
  const rejected = whole?.rejected ?? looked.rejected
  const reasons = whole?.reasons ?? looked.reasons
  return (
    <section className="import-verdict" aria-label={t('data.verdict')}>
      <p className={`verdict ${rejected > 0 ? 'some' : 'all'}`}>
        <Icon of={rejected > 0 ? TriangleAlert : CircleCheck} />
        <strong>{whole ? t('data.verdict.whole', { read: whole.read, imported: whole.imported, rejected: whole.rejected }) : t('data.verdict.first', { read: looked.rows, rejected: looked.rejected })}</strong>
        {!whole && !check?.running && !locked && <Button onPress={() => void checkAll(item.id)}>{t('data.verdict.check')}</Button>}
      </p>
      {check?.running && <Progress text={t('data.verdict.checking')} done={check.progress?.done} total={check.progress?.total} unit="bytes" onCancel={() => cancelCheck(item.id)} />}
      {check?.error && <p className="soft">{check.error.message}</p>}
      {reasons.length > 0 && <ul className="note-list">{reasons.map((note) => <li key={note.code}>{noteWords(note, texts)}</li>)}</ul>}
    </section>
  )
}
