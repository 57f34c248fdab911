import { History, Stethoscope, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { repairCodes, type DoctorReport, type RepairCode } from '../../../../shared/model/doctor.ts'
import type { LonLat } from '../../../../shared/model/geometry.ts'
import type { Layer } from '../../../../shared/model/layer.ts'
import { runCommand } from '../../../app/commands.ts'
import { set, useStore } from '../../../app/store.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { noteWords } from '../words.ts'
import { FindingCard } from './FindingCard.tsx'
import { RepairQuestion } from './RepairQuestion.tsx'
import { RestoreQuestion } from './RestoreQuestion.tsx'
import { examine, useDoctor } from './state.ts'
import './doctor.css'

const mostMarks = 300

/** Where the findings lie, those first that are told first. */
function placesOf(report: DoctorReport): LonLat[] {
  return report.findings.flatMap((finding) => finding.places.flatMap(({ lon, lat }): LonLat[] => (lon === null || lat === null ? [] : [[lon, lat]]))).slice(0, mostMarks)
}

/** The geometry of a layer: checked on request, each kind of fault with its places, repaired after a question. */
export function DoctorTab({ layer, readOnly }: { layer: Layer; readOnly: boolean }) {
  const texts = useTexts()
  const { t, number } = texts
  const version = useStore((state) => state.dataVersion)
  const examined = useDoctor((state) => state.examined[layer.id])
  const busy = useDoctor((state) => state.busy !== null)
  const [asked, setAsked] = useState<RepairCode[] | 'originals' | null>(null)
  const stale = examined !== undefined && examined.version !== version
  const report = examined?.report
  useEffect(() => {
    set({ marks: report && !stale ? placesOf(report) : [] })
    return () => set({ marks: [] })
  }, [report, stale])
  const repairable = repairCodes.filter((code) => report?.findings.some((finding) => finding.code === code && finding.repairable > 0))
  const canRepair = !readOnly && !stale && !busy
  return (
    <div className="card doctor">
      <div className="doctor-head">
        <Button icon={Stethoscope} tone={report && !stale ? 'plain' : 'accent'} isDisabled={busy} onPress={() => { setAsked(null); void examine(layer) }}>{t(report ? 'doctor.again' : 'doctor.check')}</Button>
        {repairable.length > 1 && canRepair && <Button onPress={() => setAsked(repairable)}>{t('doctor.repairAll')}</Button>}
      </div>
      {!report && <p className="soft">{t('doctor.about')}</p>}
      {stale && <p className="doctor-stale" role="status">{t('doctor.stale')}</p>}
      {examined?.repaired && !stale && (
        <div className="doctor-done" role="status">
          <p>{t('doctor.done', { changed: examined.repaired.changed, removed: examined.repaired.removed, area: number(examined.repaired.repaired.reduce((sum, one) => sum + one.areaKm2, 0), { maximumSignificantDigits: 3 }) })}</p>
          <Button className="small" icon={Undo2} onPress={() => runCommand('undo')}>{t('command.undo')}</Button>
        </div>
      )}
      {examined?.restored !== undefined && !stale && (
        <div className="doctor-done" role="status">
          <p>{t('doctor.restored', { count: examined.restored })}</p>
          <Button className="small" icon={Undo2} onPress={() => runCommand('undo')}>{t('command.undo')}</Button>
        </div>
      )}
      {asked === 'originals' && <RestoreQuestion layer={layer} onClose={() => setAsked(null)} />}
      {asked && asked !== 'originals' && report && <RepairQuestion layer={layer} report={report} codes={asked} onClose={() => setAsked(null)} />}
      {report && report.findings.length === 0 && <p role="status">{t('doctor.sound', { count: report.features })}</p>}
      {report && report.findings.length > 0 && <ul className="doctor-list" aria-label={t('doctor.findings')}>{report.findings.map((finding) => <FindingCard key={finding.code} finding={finding} onRepair={canRepair && finding.repairable > 0 ? () => setAsked([finding.code as RepairCode]) : null} />)}</ul>}
      {report && (report.repaired.length > 0 || report.inSource.length > 0 || report.restorable > 0) && (
        <section className="doctor-source">
          <h3>{t('doctor.source')}</h3>
          <p className="soft">{t('doctor.originals', { count: report.originals })}</p>
          {report.restorable > 0 && canRepair && <div><Button className="small" icon={History} onPress={() => setAsked('originals')}>{t('doctor.restore')}</Button></div>}
          <ul className="note-list">{report.repaired.map((note) => <li key={note.code + note.sample}>{noteWords(note, texts)}</li>)}</ul>
          <ul className="doctor-list" aria-label={t('doctor.source')}>{report.inSource.map((finding) => <FindingCard key={finding.code} finding={finding} onRepair={null} />)}</ul>
        </section>
      )}
      {report && <p className="caption">{t('doctor.limits', { tolerance: number(report.toleranceKm * 100_000), width: number(report.repairKm) })}</p>}
    </div>
  )
}
