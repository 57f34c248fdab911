import { useState } from 'react'
import { useTexts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { codeOf } from '../../ui/ErrorBox.tsx'
import { TextField } from '../../ui/Fields.tsx'
import { setOptions, type ImportItem } from './queue.ts'

/** Asks for the coordinate system of a file that names none or a wrong one: those that would fit at a press, any other by its code. */
export function CrsQuestion({ item }: { item: ImportItem }) {
  const { t } = useTexts()
  const [text, setText] = useState('')
  if (item.error === null || !['CRS_MISSING', 'CRS_UNKNOWN'].includes(codeOf(item.error)) || item.token === null) return null
  const fitting = item.error.message.includes('would put them') ? [...new Set(item.error.message.match(/EPSG:\d{4,6}/g) ?? [])] : []
  const take = (crs: string) => { if (crs.trim()) void setOptions(item.id, { crs: crs.trim() }) }
  return (
    <section className="import-crs" aria-label={t('data.about.crs')}>
      <TextField label={t('data.about.crs')} value={text} onChange={setText} placeholder="EPSG:32633" onCommit={take} help={t('data.crs.help')} />
      {fitting.length > 0 && (
        <div className="import-crs-fitting">
          <span className="caption">{t('data.crs.fits')}</span>
          {fitting.map((crs) => <Button key={crs} onPress={() => take(crs)}>{crs}</Button>)}
        </div>
      )}
    </section>
  )
}
