import { dimensions } from '../../../shared/model/dimension.ts'
import type { ImportPreview } from '../../../shared/model/import.ts'
import { layerKind, type LayerKind } from '../../../shared/model/layer.ts'
import { useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBox } from '../../ui/ErrorBox.tsx'
import { TextField } from '../../ui/Fields.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Select } from '../../ui/Select.tsx'
import { ChoiceList } from './ChoiceList.tsx'
import { CrsQuestion } from './CrsQuestion.tsx'
import { ImportColumns } from './ImportColumns.tsx'
import { ImportMap } from './ImportMap.tsx'
import { ImportOutcome } from './ImportOutcome.tsx'
import { ImportPlace } from './ImportPlace.tsx'
import { ImportSublayers } from './ImportSublayers.tsx'
import { ImportVerdict } from './ImportVerdict.tsx'
import { PreviewTable } from './PreviewTable.tsx'
import { cancelItem, retryItem, setOptions, takeSublayers, useQueue, type ImportItem } from './queue.ts'
import { noteWords } from './words.ts'

/** One file of the import: while it is read, as it would come in, while it comes in, and what came of it. */
export function ImportDetails({ item }: { item: ImportItem }) {
  const texts = useTexts()
  const { t } = texts
  if (item.result) return <ImportOutcome result={item.result} />
  const { preview } = item
  const locked = !['ready', 'choose', 'failed'].includes(item.state)
  return (
    <div className="import-details" aria-busy={item.previewing}>
      {item.state === 'reading' && <Progress text={item.token === null ? t('data.import.uploading') : t('data.import.recognising')} onCancel={() => cancelItem(item.id)} />}
      {(item.state === 'running' || item.state === 'waiting') && <Progress text={item.state === 'waiting' ? t('data.state.waiting') : t('data.task.import', { name: item.name })} done={item.progress?.done} total={item.progress?.total} unit="bytes" onCancel={() => cancelItem(item.id)} />}
      {item.state === 'cancelled' && <p className="soft">{t('data.import.cancelled')}</p>}
      {item.error && <ErrorBox error={item.error} onRetry={item.token ? () => void retryItem(item.id) : undefined} />}
      <CrsQuestion item={item} />
      {preview && (
        <>
          {item.state === 'choose' && <ImportSublayers item={item} preview={preview} />}
          {item.state !== 'choose' && <>
            <Target item={item} preview={preview} locked={locked} />
            <ImportPlace item={item} preview={preview} locked={locked} />
            <ImportVerdict item={item} preview={preview} locked={locked} />
            <ImportMap preview={preview} />
            <PreviewTable preview={preview} />
            <ImportColumns item={item} preview={preview} locked={locked} />
            <ChoiceList item={item} preview={preview} locked={locked} />
          </>}
          {preview.notes.length > 0 && <section><h3>{t('data.tab.notes')}</h3><ul className="note-list">{preview.notes.map((note) => <li key={note.code + note.sample}>{noteWords(note, texts)}</li>)}</ul></section>}
        </>
      )}
    </div>
  )
}

function Target({ item, preview, locked }: { item: ImportItem; preview: ImportPreview; locked: boolean }) {
  const { t } = useTexts()
  const name = item.options.name ?? preview.name
  const taken = useStore((state) => state.layers.some((layer) => layer.name === name.trim()))
  const more = preview.sublayers.length > 1
  const listed = useQueue((state) => state.items.filter((one) => one.token === item.token).length)
  return (
    <section className="import-target" aria-label={t('data.import.target')}>
      {more && (
        <div className="import-sublayer">
          <Select label={t('data.import.sublayer')} isDisabled={locked} value={preview.sublayer} items={preview.sublayers.map((one) => ({ id: one.name, text: one.name, detail: [t(`geometry.${one.geometry}`), one.rows === null ? '' : t('data.records', { count: one.rows })].filter(Boolean).join(' · ') }))} onChange={(sublayer) => void setOptions(item.id, { sublayer, name: undefined })} />
          {listed < preview.sublayers.length && <Button onPress={() => void takeSublayers(item.id)} isDisabled={locked}>{t('data.import.allSublayers', { count: preview.sublayers.length })}</Button>}
        </div>
      )}
      {item.options.into === undefined
        ? <TextField label={t('data.name')} value={name} isDisabled={locked} error={taken ? t('data.import.taken', { name: name.trim() }) : null} onChange={(value) => void setOptions(item.id, { name: value })} />
        : <TextField label={t('data.into.layer')} value={item.options.into} isReadOnly onChange={() => {}} />}
      <Select label={t('data.kind')} isDisabled={locked} value={preview.kind} items={layerKind.options.map((id) => ({ id, text: t(`kind.${id}`), detail: t(`kind.${id}.why`) }))} onChange={(id) => void setOptions(item.id, { as: id as LayerKind })} />
      {preview.kind === 'areas'
        ? <Select label={t('data.level')} isDisabled={locked} value={String(item.options.level ?? preview.level ?? 0)} items={[0, 1, 2, 3, 4, 5].map((level) => ({ id: String(level), text: t('data.level.n', { level }), detail: level < 4 ? t(`data.level.${level}`) : undefined }))} onChange={(level) => void setOptions(item.id, { level: Number(level) })} />
        : <Select label={t('data.dimension')} isDisabled={locked} value={item.options.dimension ?? chosenDimension(preview) ?? null} placeholder={t('dimension.none')} items={dimensions.map((id) => ({ id, text: t(`dimension.${id}`) }))} onChange={(id) => void setOptions(item.id, { dimension: dimensions.find((one) => one === id) })} />}
    </section>
  )
}

function chosenDimension(preview: ImportPreview) {
  const chosen = preview.choices.find((choice) => choice.about === 'dimension')?.chosen
  return dimensions.find((one) => one === chosen)
}
