import type { DoctorReport, RepairCode } from '../../../../shared/model/doctor.ts'
import type { Layer } from '../../../../shared/model/layer.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { repair } from './state.ts'

/** Says what a repair will change before it changes it. */
export function RepairQuestion({ layer, report, codes, onClose }: { layer: Layer; report: DoctorReport; codes: RepairCode[]; onClose: () => void }) {
  const { t, number } = useTexts()
  const findings = report.findings.filter((finding) => (codes as string[]).includes(finding.code))
  const start = () => { onClose(); void repair(layer, codes) }
  const footer = <><Button onPress={onClose}>{t('frame.cancel')}</Button><Button tone="accent" autoFocus onPress={start}>{t('doctor.repair')}</Button></>
  return (
    <Dialog title={t('doctor.question', { name: layer.name })} size="small" alert onClose={onClose} footer={footer}>
      <ul className="doctor-plan">
        {findings.map((finding) => (
          <li key={finding.code}>
            <strong>{t(`finding.${finding.code}`)}: {number(finding.repairable)}</strong>
            <span>{t(`repair.${finding.code}`)}</span>
            {finding.repairable < finding.count && <span className="soft">{t('doctor.left', { count: finding.count - finding.repairable })}</span>}
          </li>
        ))}
      </ul>
      <p className="soft">{t('doctor.kept')}</p>
    </Dialog>
  )
}
