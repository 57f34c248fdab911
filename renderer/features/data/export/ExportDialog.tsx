import { useState } from 'react'
import { audience as audiences, formatsOf, runFormat, type Audience, type ExportOptions, type ExportPlan, type LayerFormat, type RunFormat } from '../../../../shared/model/export.ts'
import type { Layer } from '../../../../shared/model/layer.ts'
import { runTask, toast } from '../../../app/actions.ts'
import { download } from '../../../app/download.ts'
import { get, set, useStore } from '../../../app/store.ts'
import { useCall } from '../../../host.ts'
import { textsOf, useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorBox } from '../../../ui/ErrorBox.tsx'
import { Checkbox } from '../../../ui/Fields.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { Select } from '../../../ui/Select.tsx'
import { ExportColumns } from './ExportColumns.tsx'
import { ExportOutlook } from './ExportOutlook.tsx'
import './export.css'

/** What is exported: a layer, or a run. */
export type ExportSubject = { layer: number; run?: undefined } | { run: number; layer?: undefined }

const noSet = 'records'

/** A layer or a run as a file: for whom, in which format, which columns, areas and tables; and what would be held back or changed, before anything is written. */
export function ExportDialog({ subject }: { subject: ExportSubject }) {
  const { t } = useTexts()
  const layer = useStore((state) => state.layers.find((one) => one.id === subject.layer))
  const [audience, setAudience] = useState<Audience>('internal')
  const [format, setFormat] = useState<LayerFormat | RunFormat>(layer ? (formatsOf(layer)[0] ?? 'csv') : 'csv')
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const [ticked, setTicked] = useState<Ticked>({ hxl: false, selected: false, describe: false, tables: [], countBy: null })
  const options: ExportOptions = {
    audience, columns: chosen ? [...chosen] : undefined, hxl: (ticked.hxl && takesTags(format)) || undefined, describe: ticked.describe || undefined,
    codes: ticked.selected ? get().selected : undefined, with: ticked.tables.length > 0 ? ticked.tables : undefined, countBy: ticked.countBy ?? undefined,
  }
  const { data: plan, error, loading, reload } = useCall('exports.plan', { ...subject, format, ...options })
  const close = () => set({ dialog: null })
  if (subject.layer !== undefined && !layer) return null
  const go = () => { close(); void writeFile(subject, plan?.name ?? '', format, options) }
  const formats: readonly (LayerFormat | RunFormat)[] = layer ? formatsOf(layer) : runFormat.options
  return (
    <Dialog
      title={layer ? t('export.title', { name: layer.name }) : t('export.title.run')} size="large" onClose={close}
      footer={<><span className="caption export-sum">{plan && !plan.refused && t('export.sum', { rows: plan.rows, columns: plan.columns.filter((column) => column.held === null).length })}</span><Button onPress={close}>{t('frame.cancel')}</Button><Button tone="accent" isDisabled={!plan || plan.refused !== null || loading} onPress={go}>{t('export.go')}</Button></>}
    >
      <div className="export">
        <div className="export-choices">
          <Select label={t('export.audience')} value={audience} help={t(`export.audience.${audience}.why`)} items={audiences.options.map((id) => ({ id, text: t(`export.audience.${id}`), detail: t(`export.audience.${id}.why`) }))} onChange={(id) => setAudience(id as Audience)} />
          <Select label={t('export.format')} value={format} items={formats.map((id) => ({ id, text: t(`format.${id}`) }))} onChange={(id) => setFormat(id as LayerFormat)} />
          <ExportExtras layer={layer ?? null} plan={plan} format={format} ticked={ticked} onChange={(next) => { if (next.tables !== undefined || next.countBy !== undefined) setChosen(null); setTicked({ ...ticked, ...next }) }} />
        </div>
        <div className="export-what">
          {error && <ErrorBox error={error} onRetry={reload} />}
          {!plan && loading && <Progress text={t('export.looking')} />}
          {plan && <ExportOutlook plan={plan} />}
          {plan && plan.refused?.code !== 'TOO_SENSITIVE' && layer?.kind !== 'raster' && <ExportColumns columns={plan.columns} tags={ticked.hxl && takesTags(format)} onChange={setChosen} />}
        </div>
      </div>
    </Dialog>
  )
}

interface Ticked { hxl: boolean; selected: boolean; describe: boolean; tables: number[]; countBy: number | null }

function ExportExtras({ layer, plan, format, ticked, onChange }: { layer: Layer | null; plan: ExportPlan | null; format: string; ticked: Ticked; onChange: (next: Partial<Ticked>) => void }) {
  const { t } = useTexts()
  const areaSets = useStore((state) => state.areaSets)
  const areaSet = useStore((state) => state.areaSet)
  const selected = useStore((state) => state.selected.length)
  const ownSelection = selected > 0 && (layer === null || areaSets.some((one) => one.id === areaSet && one.layer === layer.id))
  const countable = layer !== null && layer.kind !== 'areas' && layer.kind !== 'raster' && layer.geometry !== 'none' && areaSets.length > 0
  return (
    <>
      {countable && <Select label={t('export.countBy')} help={t('export.countBy.why')} value={ticked.countBy === null ? noSet : String(ticked.countBy)} items={[{ id: noSet, text: t('export.countBy.none') }, ...areaSets.map((one) => ({ id: String(one.id), text: one.name }))]} onChange={(id) => onChange({ countBy: id === noSet ? null : Number(id) })} />}
      {ownSelection && <Checkbox isSelected={ticked.selected} onChange={(is) => onChange({ selected: is })}>{t('export.selected', { count: selected })}</Checkbox>}
      {layer !== null && (format === 'csv' || format === 'xlsx') && <Checkbox isSelected={ticked.hxl} isDisabled={!plan?.tags} onChange={(is) => onChange({ hxl: is })}>{plan && !plan.tags && !plan.refused ? t('export.hxl.none') : t('export.hxl')}</Checkbox>}
      <Checkbox isSelected={ticked.describe} onChange={(is) => onChange({ describe: is })}>{t('export.describe')}</Checkbox>
      {plan && plan.tables.length > 0 && (
        <fieldset className="export-tables">
          <legend className="field-label">{t('export.tables')}</legend>
          {plan.tables.map((one) => <Checkbox key={one.layer} isSelected={ticked.tables.includes(one.layer)} onChange={(is) => onChange({ tables: is ? [...ticked.tables, one.layer] : ticked.tables.filter((id) => id !== one.layer) })}><span className="clip">{one.name}</span></Checkbox>)}
        </fieldset>
      )}
    </>
  )
}

function takesTags(format: string): boolean { return format === 'csv' || format === 'xlsx' }

async function writeFile(subject: ExportSubject, name: string, format: LayerFormat | RunFormat, options: ExportOptions): Promise<void> {
  const { t } = textsOf(get().language)
  try {
    const title = t('data.task.export', { name })
    const file = subject.layer !== undefined ? await runTask(title, 'layers.export', { id: subject.layer, format: format as LayerFormat, ...options }) : await runTask(title, 'runs.export', { run: subject.run, format: format as RunFormat, ...options })
    download(file.download, file.name)
    if (file.about) download(file.about.download, file.about.name)
    toast(t('data.exported', { name: file.name, count: file.rows }))
  } catch { /* runTask has shown it */ }
}
