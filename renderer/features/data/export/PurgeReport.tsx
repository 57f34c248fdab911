import { Download } from 'lucide-react'
import type { PurgeStatement } from '../../../../shared/model/purge.ts'
import { useTexts } from '../../../i18n.ts'
import { bytesWords } from '../../../ui/bytes.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'

/** What a purge deleted, to read and to keep. */
export function PurgeReport({ statement, onClose }: { statement: PurgeStatement; onClose: () => void }) {
  const texts = useTexts()
  const { t, number, date } = texts
  const facts: [string, string][] = [
    [t('removed.fact.made'), date(statement.made, { hour: undefined })], [t('removed.fact.size'), t('removed.fact.sizes', { before: bytesWords(statement.bytesBefore, texts), after: bytesWords(statement.bytesAfter, texts) })],
    [t('removed.fact.changes'), number(statement.changes)], [t('removed.fact.shapes'), number(statement.originals + statement.repairs)], [t('removed.fact.joins'), number(statement.joins)], [t('removed.fact.templates'), number(statement.templates)],
    [t('removed.fact.runs'), number(statement.runs)], ...(statement.runsKept > 0 ? [[t('removed.fact.runsKept'), number(statement.runsKept)] as [string, string]] : []),
  ]
  return (
    <Dialog title={t('removed.statement')} onClose={onClose} footer={<><Button icon={Download} onPress={() => save(statement)}>{t('removed.save')}</Button><Button tone="accent" onPress={onClose}>{t('frame.close')}</Button></>}>
      <div className="purge-statement">
        <p>{t('removed.done', { count: statement.layers.length })}</p>
        <ul className="removed-list">{statement.layers.map((layer) => <li key={layer.id}><span className="removed-words"><strong className="clip">{layer.name}</strong><span className="caption">{t('data.records', { count: layer.rows })}{layer.contentHash && <> · SHA-256 <code className="ltr">{layer.contentHash.slice(0, 16)}…</code></>}</span></span></li>)}</ul>
        <dl className="purge-facts">{facts.map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd className="figures">{value}</dd></div>)}</dl>
        <p className="caption">{t('removed.limits')}</p>
      </div>
    </Dialog>
  )
}

/** Saves the statement as the text that the command line prints. */
function save(statement: PurgeStatement): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(statement, null, 1)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `purge-${statement.made.slice(0, 10)}.json`
  document.body.append(link)
  link.click()
  link.remove()
  URL.revokeObjectURL(address)
}
