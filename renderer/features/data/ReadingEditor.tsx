import { useState } from 'react'
import type { Choice, ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import { useTexts, type Texts } from '../../i18n.ts'
import { TextField } from '../../ui/Fields.tsx'
import { Select } from '../../ui/Select.tsx'

/** How the cells of a table are read: the choices that this editor overrules. */
export const readingChoices = ['decimal', 'dates', 'order', 'position', 'header'] as const

interface Editing { choice: Choice; preview: ImportPreview; onSet: (options: ImportOptions) => void; label: string }

/** Overrules the decimal mark, the order of day and month, the column and order of positions, or the header row. */
export function ReadingEditor({ choice, preview, onSet, label }: Editing) {
  const { t } = useTexts()
  switch (choice.about) {
    case 'decimal': return <Select label={label} hideLabel value={choice.chosen} items={[',', '.'].map((id) => ({ id, text: t(`data.decimal.${id === ',' ? 'comma' : 'point'}`) }))} onChange={(id) => onSet({ decimal: id === ',' ? ',' : '.' })} />
    case 'dates': return <Select label={label} hideLabel value={choice.chosen} items={['dmy', 'mdy'].map((id) => ({ id, text: t(`data.dates.${id}`) }))} onChange={(id) => onSet({ dates: id === 'mdy' ? 'mdy' : 'dmy' })} />
    case 'order': return <Select label={label} hideLabel value={choice.chosen} items={['lat-lon', 'lon-lat'].map((id) => ({ id, text: t(`data.order.${id}`) }))} onChange={(id) => onSet({ order: id === 'lon-lat' ? 'lon-lat' : 'lat-lon' })} />
    case 'position': return <Select label={label} hideLabel value={choice.chosen || null} items={(preview.columns?.map((column) => column.source) ?? preview.fields.map((field) => field.name)).map((id) => ({ id, text: id }))} onChange={(position) => onSet({ position, lon: undefined, lat: undefined })} />
    default: return <HeaderEditor choice={choice} onSet={onSet} />
  }
}

function HeaderEditor({ choice, onSet }: Pick<Editing, 'choice' | 'onSet'>) {
  const { t } = useTexts()
  const [row, setRow] = useState(choice.chosen)
  const wrong = /^\d{1,3}$/.test(row.trim()) ? null : t('data.header.row')
  return <TextField label={t('data.header.row')} value={row} onChange={setRow} error={wrong} autoFocus onCommit={(text) => { if (wrong === null && text.trim() !== choice.chosen) onSet({ header: Number(text) }) }} />
}

/** What was chosen, in words; null for other choices. */
export function readingWords(choice: Choice, { t }: Texts): string | null {
  if (choice.about === 'decimal') return t(`data.decimal.${choice.chosen === ',' ? 'comma' : 'point'}`)
  if (choice.about === 'dates') return t(choice.chosen === 'mdy' ? 'data.dates.mdy' : 'data.dates.dmy')
  return choice.about === 'order' ? t(choice.chosen === 'lon-lat' ? 'data.order.lon-lat' : 'data.order.lat-lon') : null
}
