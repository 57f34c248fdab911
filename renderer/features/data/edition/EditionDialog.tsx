import { useState } from 'react'
import type { EditionResult } from '../../../../shared/model/edition.ts'
import { refresh, runTask } from '../../../app/actions.ts'
import { set, useStore } from '../../../app/store.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorBox } from '../../../ui/ErrorBox.tsx'
import { TextField } from '../../../ui/Fields.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { columnsWith, proposedTarget, weightChoices, type Rules } from './choices.ts'
import { ColumnRules } from './ColumnRules.tsx'
import { CrosswalkView } from './CrosswalkView.tsx'
import { ReportView } from './ReportView.tsx'
import { usePreview } from './usePreview.ts'
import './edition.css'

const tolerances = [0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1]

/** Moves a table or an area set's values to another edition: which ones, by what weights, what becomes of the areas and of each column; then what was moved and what found no place. */
export function EditionDialog({ layer: id }: { layer: number }) {
  const { t, number } = useTexts()
  const layers = useStore((state) => state.layers)
  const areaSets = useStore((state) => state.areaSets)
  const readOnly = useStore((state) => state.status?.readOnly != null)
  const layer = layers.find((one) => one.id === id)
  const own = areaSets.find((one) => one.layer === id)?.id ?? null
  const [chosen, setChosen] = useState<{ from: number | null; to: number | null; weights: string; tolerance: number }>({ from: own, to: null, weights: 'area', tolerance: 0.01 })
  const [rules, setRules] = useState<Rules>({})
  const [name, setName] = useState<string | null>(null)
  const [tab, setTab] = useState('areas')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Error | null>(null)
  const [result, setResult] = useState<EditionResult | null>(null)
  const choices = layer ? weightChoices(layers, layer) : []
  const weights = choices.find((one) => one.id === chosen.weights) ?? choices[0]
  const to = chosen.to ?? (layer ? proposedTarget(layer, areaSets, chosen.from) : null)
  const request = layer && weights && to !== null && result === null ? { layer: id, ...(chosen.from === null ? {} : { from: chosen.from }), to, weights: weights.weights, tolerance: chosen.tolerance } : null
  const preview = usePreview(request)
  const close = () => set({ dialog: null })
  if (!layer) return null
  const shown = preview.data
  const change = (next: Partial<typeof chosen>) => { setChosen({ ...chosen, to, ...next }); setProblem(null); setName(null) }
  const move = async () => {
    if (!request || !shown) return
    setBusy(true)
    setProblem(null)
    try {
      const made = await runTask(t('edition.task', { name: layer.name }), 'editions.move', { ...request, from: shown.crosswalk.from.id, columns: columnsWith(shown.columns, rules), name: (name ?? shown.name).trim() || shown.name }, { quiet: true })
      await refresh()
      setResult(made)
    } catch (error) { if (!(error instanceof DOMException)) setProblem(error as Error) } finally { setBusy(false) }
  }
  if (result) {
    return (
      <Dialog title={t('edition.done', { name: result.layer })} size="large" onClose={close} footer={<>
        <span className="soft edition-hint">{t('edition.undo')}</span>
        <Button onPress={() => { set({ inspected: { kind: 'layer', id: result.layerId } }); close() }}>{t('edition.show')}</Button>
        <Button tone="accent" onPress={close}>{t('frame.close')}</Button>
      </>}>
        <ReportView report={result.report} layer={result.layerId} />
      </Dialog>
    )
  }
  const setItems = (without: number | null) => areaSets.filter((one) => one.id !== without).map((one) => ({ id: String(one.id), text: one.name, detail: t('join.areas', { count: one.count }) }))
  return (
    <Dialog
      title={t('edition.title', { name: layer.name })} size="large" onClose={close}
      footer={<>
        <TextField className="edition-name" label={t('edition.name')} value={name ?? shown?.name ?? ''} onChange={setName} isDisabled={!shown || readOnly} />
        <Button onPress={close}>{t('frame.cancel')}</Button>
        <Button tone="accent" isDisabled={!shown || busy || readOnly} onPress={() => void move()}>{t('edition.move')}</Button>
      </>}
    >
      <div className="edition">
        <div className="edition-fields">
          <Select label={t('edition.from')} items={setItems(to)} isDisabled={own !== null} value={chosen.from === null ? (shown ? String(shown.crosswalk.from.id) : null) : String(chosen.from)} placeholder={t('edition.from.found')} onChange={(one) => change({ from: Number(one) })} />
          <Select label={t('edition.to')} items={setItems(own)} value={to === null ? null : String(to)} onChange={(one) => change({ to: Number(one) })} />
          <Select label={t('edition.weights')} items={choices.map((one) => ({ id: one.id, text: one.of === null ? t(`edition.by.${one.kind}`) : one.of, detail: one.of === null ? t(`edition.by.${one.kind}.why`) : t(`edition.by.${one.kind}`) + (one.field === null ? '' : ` · ${one.field}`) }))} value={weights?.id ?? null} onChange={(one) => change({ weights: one })} />
          <Select label={t('edition.tolerance')} items={tolerances.map((one) => ({ id: String(one), text: number(one, { style: 'percent', maximumFractionDigits: 1 }) }))} isDisabled={weights?.kind === 'table' || weights?.kind === 'codes'} value={String(chosen.tolerance)} onChange={(one) => change({ tolerance: Number(one) })} />
        </div>
        {(problem ?? preview.error) && <ErrorBox error={(problem ?? preview.error)!} onRetry={problem ? undefined : preview.again} />}
        {!shown && !preview.error && !preview.stopped && to !== null && <Progress text={t(preview.progress?.step ?? 'edition.comparing')} done={preview.progress?.done} total={preview.progress?.total} onCancel={preview.stop} />}
        {preview.stopped && <p className="soft">{t('edition.stopped')} <Button className="small" onPress={preview.again}>{t('edition.again')}</Button></p>}
        {to === null && <p className="soft">{t('edition.oneSet')}</p>}
        {shown && (
          <Tabs
            className="edition-tabs" label={t('edition.parts')} value={tab} onChange={setTab}
            items={[
              { id: 'areas', text: t('edition.tab.areas'), content: <CrosswalkView crosswalk={shown.crosswalk} /> },
              { id: 'columns', text: t('edition.tab.columns', { count: columnsWith(shown.columns, rules).filter((one) => one.rule !== 'leave').length }), content: <ColumnRules fields={shown.columns} rules={rules} onChange={(field, rule) => setRules({ ...rules, [field]: rule })} /> },
            ]}
            after={<span className="caption figures edition-rows">{t('edition.rows', { placed: shown.rowsPlaced, rows: shown.rows })}</span>}
          />
        )}
      </div>
    </Dialog>
  )
}
