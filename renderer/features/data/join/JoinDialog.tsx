import { useState } from 'react'
import { refresh, toast, toastError } from '../../../app/actions.ts'
import { download } from '../../../app/download.ts'
import { isJoined } from '../../../app/JoinLine.tsx'
import { set, useStore } from '../../../app/store.ts'
import { call, useCall } from '../../../host.ts'
import { useTexts } from '../../../i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorBox } from '../../../ui/ErrorBox.tsx'
import { Select } from '../../../ui/Select.tsx'
import { pairsOf, rowKey, type Choices } from './decisions.ts'
import { JoinReview, type JoinList } from './JoinReview.tsx'
import './join.css'

const none = ' '

/** Matches a table to areas: the fields to match by, what counts by code, what is proposed by name, and what is left on both sides. Nothing counts by name before it is accepted here. */
export function JoinDialog({ layer: id }: { layer: number }) {
  const { t } = useTexts()
  const layer = useStore((state) => state.layers.find((one) => one.id === id))
  const areaSets = useStore((state) => state.areaSets)
  const shownSet = useStore((state) => state.areaSet)
  const readOnly = useStore((state) => state.status?.readOnly != null)
  const [areaSet, setAreaSet] = useState(shownSet ?? areaSets[0]?.id ?? null)
  const [fields, setFields] = useState<{ field?: string; within?: string | null }>({})
  const [choices, setChoices] = useState<Choices>({})
  const [busy, setBusy] = useState(false)
  const usable = layer && isJoined(layer) && areaSet !== null
  const report = useCall('joins.propose', usable ? { layer: id, areaSet, ...fields } : null)
  const stored = useCall('joins.get', usable ? { layer: id, areaSet } : null)
  const areas = useCall('areaSets.areas', usable ? { id: areaSet } : null)
  const close = () => set({ dialog: null })
  if (!layer) return null
  const decided = Object.keys(choices).length
  const apply = async () => {
    if (!report.data || areaSet === null) return
    setBusy(true)
    try {
      const { field, within } = report.data
      const state = await call('joins.apply', { layer: id, areaSet, field, within, pairs: pairsOf(report.data, choices, stored.data?.join ?? null) })
      await refresh()
      toast(t('join.applied', { name: layer.name, count: state.rowsMatched, rows: state.rows }))
      close()
    } catch (error) { toastError(error); setBusy(false) }
  }
  const downloadList = async (what: JoinList) => {
    if (!report.data || areaSet === null) return
    try {
      const { field, within } = report.data
      const list = await call('joins.list', { layer: id, areaSet, field, within, what })
      download(list.download, list.name)
      toast(t('join.downloaded', { name: list.name, count: list.rows }))
    } catch (error) { toastError(error) }
  }
  const change = (next: typeof fields) => { setFields({ ...fields, ...next }); setChoices({}) }
  const shown = report.data
  const changedField = shown !== null && stored.data !== null && (stored.data.join?.field ?? layer.codeField) !== shown.field
  return (
    <Dialog
      title={t('join.title', { name: layer.name })} size="large" onClose={close}
      footer={<>
        <span className="soft join-hint">{t('join.hint')}</span>
        <Button onPress={close}>{t('frame.cancel')}</Button>
        <Button tone="accent" isDisabled={busy || readOnly || !shown || !stored.data || (decided === 0 && !changedField)} onPress={() => void apply()}>{t('join.apply', { count: decided })}</Button>
      </>}
    >
      <div className="join">
        <div className="join-fields">
          <Select label={t('join.areaSet')} items={areaSets.map((one) => ({ id: String(one.id), text: one.name, detail: t('join.areas', { count: one.count }) }))} value={areaSet === null ? null : String(areaSet)} onChange={(one) => { setAreaSet(Number(one)); setFields({}); setChoices({}) }} />
          <Select label={t('join.field')} items={layer.fields.map((one) => ({ id: one.name, text: one.name }))} value={shown?.field ?? null} onChange={(field) => change({ field, within: undefined })} />
          <Select label={t('join.within')} items={[{ id: none, text: t('join.within.none') }, ...layer.fields.filter((one) => one.name !== shown?.field).map((one) => ({ id: one.name, text: one.name }))]} value={shown ? (shown.within ?? none) : null} onChange={(one) => change({ field: shown?.field, within: one === none ? null : one })} />
        </div>
        {report.error && <ErrorBox error={report.error} onRetry={report.reload} />}
        {areaSets.length === 0 && <p className="soft">{t('join.noAreas')}</p>}
        {!report.error && !(shown && areas.data) && areaSets.length > 0 && <p className="soft" role="status">{t('join.reading')}</p>}
        {shown && areas.data && <JoinReview report={shown} areas={areas.data} choices={choices} onChoices={setChoices} readOnly={readOnly} onDownload={(what) => void downloadList(what)} onChoose={(row, codes) => setChoices((old) => choose(old, rowKey(row), codes, row.how === 'accepted' || row.how === 'left-out'))} />}
      </div>
    </Dialog>
  )
}

/** A choice that takes back what was not decided before is none. */
function choose(choices: Choices, key: string, codes: string[] | null, wasDecided: boolean): Choices {
  if (codes !== null || wasDecided) return { ...choices, [key]: codes }
  return Object.fromEntries(Object.entries(choices).filter(([other]) => other !== key))
}
