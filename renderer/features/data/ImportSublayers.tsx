import { useState } from 'react'
import type { ImportPreview } from '../../../shared/model/import.ts'
import { useTexts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Fields.tsx'
import { takeSublayers, type ImportItem } from './queue.ts'

/** The sheets or layers of a file, to tick: each becomes an import of its own. */
export function ImportSublayers({ item, preview }: { item: ImportItem; preview: ImportPreview }) {
  const { t } = useTexts()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const all = chosen.length === preview.sublayers.length
  const toggle = (name: string, on: boolean) => setChosen(on ? [...chosen, name] : chosen.filter((one) => one !== name))
  return (
    <section className="import-sublayers">
      <h3>{t('data.sublayers', { count: preview.sublayers.length })}</h3>
      <Checkbox isSelected={all} isIndeterminate={chosen.length > 0 && !all} onChange={(on) => setChosen(on ? preview.sublayers.map((one) => one.name) : [])}>{t('data.sublayers.all')}</Checkbox>
      <ul>
        {preview.sublayers.map((one) => (
          <li key={one.name}><Checkbox isSelected={chosen.includes(one.name)} onChange={(on) => toggle(one.name, on)}><span className="clip">{one.name}</span><span className="caption">{[one.geometry === 'none' ? '' : t(`geometry.${one.geometry}`), one.rows === null ? '' : t('data.records', { count: one.rows })].filter(Boolean).join(' · ')}</span></Checkbox></li>
        ))}
      </ul>
      <Button tone="accent" isDisabled={chosen.length === 0} onPress={() => void takeSublayers(item.id, chosen)}>{t('data.sublayers.take', { count: chosen.length })}</Button>
    </section>
  )
}
