import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ExportPlan } from '../../../../shared/model/export.ts'
import { useTexts } from '../../../i18n.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { noteWords } from '../words.ts'

/** What an audience gets of the data: as they are, reduced and how, or nothing and why. */
export function ExportOutlook({ plan }: { plan: ExportPlan }) {
  const texts = useTexts()
  const { t } = texts
  const { treatment, refused, notes } = plan
  const kept = treatment === 'whole' && refused === null
  const said = refused?.code === 'TOO_SENSITIVE' ? null : refused
  return (
    <section className={`export-outlook ${refused ? 'refused' : kept ? '' : 'less'}`} aria-live="polite">
      <p className="export-headline"><Icon of={kept ? ShieldCheck : ShieldAlert} /><strong>{said ? said.message : t(`export.treatment.${refused && treatment === 'counted' ? 'counted.choose' : treatment}`)}</strong></p>
      <p className="caption">{t('export.sensitivity', { level: t(`data.sensitivity.${plan.sensitivity}`) })} {t(`data.sensitivity.${plan.sensitivity}.why`)}</p>
      {notes.length > 0 && <ul className="note-list">{notes.map((note) => <li key={note.code + note.sample}>{noteWords(note, texts)}</li>)}</ul>}
    </section>
  )
}
