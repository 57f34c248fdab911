import { Pencil } from 'lucide-react'
import { useState } from 'react'
import type { Choice, ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import { useTexts } from '../../i18n.ts'
import { IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Fields.tsx'
import { Select } from '../../ui/Select.tsx'
import { completed } from './importOptions.ts'
import { ReadingEditor, readingChoices } from './ReadingEditor.tsx'
import { setOptions, type ImportItem } from './queue.ts'
import { chosenWords, delimiterName, reasonWords } from './words.ts'

const fieldChoices = ['code', 'label', 'parent', 'lon', 'lat', 'date'] as const
const encodings = ['utf-8', 'utf-16le', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'windows-1250', 'windows-1251', 'windows-1254', 'windows-1256', 'iso-8859-6', 'cp850', 'cp437', 'macintosh', 'gb18030', 'shift_jis', 'euc-kr']
const delimiters = [',', ';', '\t', '|']
/** What the form above the list sets already. */
const elsewhere = ['kind', 'level', 'dimension', 'name', 'sublayer', 'hxl', 'layout']

/** Every automatic decision with its reason, and a way to overrule it. */
export function ChoiceList({ item, preview, locked }: { item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const { t } = useTexts()
  const missing = fieldChoices.filter((about) => isUseful(about, preview) && !preview.choices.some((choice) => choice.about === about))
  const lines = [...preview.choices, ...missing.map((about): Choice => ({ about, chosen: '', why: 'none', given: false }))]
  if (lines.length === 0) return null
  return (
    <section>
      <h3>{t('data.choices')}</h3>
      <table className="choices">
        <thead><tr><th>{t('data.choice.about')}</th><th>{t('data.choice.chosen')}</th><th>{t('data.choice.why')}</th><th><span className="only-spoken">{t('data.choice.change')}</span></th></tr></thead>
        <tbody>{lines.map((choice, at) => <Line key={`${choice.about}-${at}`} choice={choice} item={item} preview={preview} locked={locked} />)}</tbody>
      </table>
    </section>
  )
}

function Line({ choice, item, preview, locked }: { choice: Choice; item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const texts = useTexts()
  const { t } = texts
  const [editing, setEditing] = useState(false)
  const about = aboutWords(choice.about, t)
  const canChange = !locked && !elsewhere.includes(choice.about)
  const overrule = (options: ImportOptions) => { setEditing(false); void setOptions(item.id, options) }
  return (
    <tr>
      <th scope="row">{about}</th>
      <td>{editing ? <Editor choice={choice} preview={preview} onSet={overrule} label={about} /> : <span className="break">{chosenWords(choice, texts)}</span>}</td>
      <td className="soft break">{choice.given ? t('data.choice.given') : reasonWords(choice.why, texts)}</td>
      <td>{canChange && <IconButton small label={t('data.choice.changeOne', { about })} icon={Pencil} onPress={() => setEditing(!editing)} />}</td>
    </tr>
  )
}

function Editor({ choice, preview, onSet, label }: { choice: Choice; preview: ImportPreview; onSet: (options: ImportOptions) => void; label: string }) {
  const { t } = useTexts()
  const [text, setText] = useState(choice.chosen)
  if (readingChoices.some((one) => one === choice.about)) return <ReadingEditor choice={choice} preview={preview} onSet={onSet} label={label} />
  if (choice.about === 'encoding') return <Select label={label} hideLabel value={choice.chosen.toLowerCase()} items={encodings.map((id) => ({ id, text: id }))} onChange={(encoding) => onSet({ encoding })} />
  if (choice.about === 'delimiter') return <Select label={label} hideLabel value={choice.chosen} items={delimiters.map((id) => ({ id, text: t(`delimiter.${delimiterName(id)}`) }))} onChange={(delimiter) => onSet({ delimiter })} />
  const field = fieldChoices.find((one) => one === choice.about)
  if (field) return <Select label={label} hideLabel value={choice.chosen || null} items={preview.fields.map((one) => ({ id: one.name, text: one.name }))} onChange={(name) => onSet(field === 'lon' || field === 'lat' ? completed({ [field]: name }, preview) : { [field]: name })} />
  return <TextField label={label} hideLabel value={text} onChange={setText} placeholder="EPSG:4326" autoFocus onCommit={(value) => { if (value.trim() && value.trim() !== choice.chosen) onSet({ crs: value.trim() }) }} />
}

/** Which columns matter for what the file becomes. */
function isUseful(about: (typeof fieldChoices)[number], preview: ImportPreview): boolean {
  if (preview.fields.length === 0 || preview.kind === 'raster') return false
  if (about === 'lon' || about === 'lat') return preview.kind === 'events' && preview.geometry === 'none'
  if (about === 'date') return preview.kind === 'events'
  if (about === 'code') return preview.kind === 'areas' || preview.kind === 'table'
  return preview.kind === 'areas'
}

function aboutWords(about: string, t: (id: string) => string): string {
  const id = `data.about.${about}`
  const text = t(id)
  return text === id ? about : text
}
