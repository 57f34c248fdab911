import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ImportTemplate } from '../../../shared/model/import-template.ts'
import { refresh, toastError } from '../../app/actions.ts'
import { useStore } from '../../app/store.ts'
import { call, useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Fields.tsx'

/** What is remembered of imports, per source: to be renamed or forgotten. Undo brings back what was forgotten. */
export function ImportTemplates() {
  const { t } = useTexts()
  const version = useStore((state) => state.dataVersion)
  const { data } = useCall('templates.list', {}, version)
  if (!data || data.length === 0) return null
  return (
    <section className="import-templates">
      <h3>{t('data.templates')}</h3>
      <p className="soft">{t('data.templates.why')}</p>
      <ul>{data.map((one) => <Line key={one.id} template={one} />)}</ul>
    </section>
  )
}

function Line({ template }: { template: ImportTemplate }) {
  const { t, date } = useTexts()
  const [name, setName] = useState<string | null>(null)
  const done = (work: Promise<unknown>) => { setName(null); work.then(refresh, toastError) }
  const values = { name: template.name, file: template.file, date: date(template.used), key: template.key.join(' + ') }
  return (
    <li>
      <span className="import-template-words">
        {name === null ? <strong className="clip">{template.name}</strong> : <TextField hideLabel label={t('data.templates.name')} value={name} onChange={setName} autoFocus onCommit={(text) => (text.trim() && text.trim() !== template.name ? done(call('templates.rename', { id: template.id, name: text.trim() })) : setName(null))} />}
        <span className="caption">{[t('data.templates.last', values), template.layer === null ? '' : t('data.templates.layer', { layer: template.layer }), template.mode === 'new' ? '' : t(`data.mode.${template.mode}`)].filter(Boolean).join(' · ')}</span>
      </span>
      <IconButton small label={t('data.templates.rename', values)} icon={Pencil} onPress={() => setName(template.name)} />
      <IconButton small label={t('data.templates.forget', values)} icon={Trash2} onPress={() => done(call('templates.forget', { id: template.id }))} />
    </li>
  )
}
