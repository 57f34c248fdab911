import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import type { Layer } from '../../../shared/model/layer.ts'
import { sensitivity, type Sensitivity, type Source } from '../../../shared/model/source.ts'
import { useTexts } from '../../i18n.ts'
import { IconButton } from '../../ui/Button.tsx'
import { bytesWords } from '../../ui/bytes.ts'
import { TextField } from '../../ui/Fields.tsx'
import { Select } from '../../ui/Select.tsx'
import { updateLayer } from './changes.ts'
import { ImportHistory } from './ImportHistory.tsx'

const editable = ['publisher', 'licence', 'date', 'url', 'method'] as const

/** Where a layer comes from: what the analyst knows, which can be edited, and what the file said, which cannot. */
export function SourceTab({ layer, readOnly }: { layer: Layer; readOnly: boolean }) {
  const texts = useTexts()
  const { t, date } = texts
  const { source } = layer
  const facts: [string, string][] = [
    [t('data.source.file'), source.file], [t('data.source.format'), source.format], [t('data.source.size'), bytesWords(source.bytes, texts)], [t('data.source.read'), source.read ? date(source.read) : '–'],
    [t('data.source.crs'), source.crs ?? '–'], [t('data.source.encoding'), source.encoding ?? '–'],
  ]
  return (
    <div className="card">
      <div className="card-form">
        {editable.map((name) => <SourceField key={name} layer={layer} name={name} readOnly={readOnly} />)}
        <Select label={t('data.source.sensitivity')} isDisabled={readOnly} value={source.sensitivity} help={t(`data.sensitivity.${source.sensitivity}.why`)} items={sensitivity.options.map((id) => ({ id, text: t(`data.sensitivity.${id}`), detail: t(`data.sensitivity.${id}.why`) }))} onChange={(id) => void updateLayer({ id: layer.id, source: { sensitivity: id as Sensitivity } })} />
      </div>
      <dl className="facts">
        {facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
        <div><dt>SHA-256</dt><dd className="fact-hash"><code className="clip ltr">{source.sha256}</code><CopyButton text={source.sha256} /></dd></div>
      </dl>
      <ImportHistory layer={layer} />
    </div>
  )
}

function SourceField({ layer, name, readOnly }: { layer: Layer; name: (typeof editable)[number]; readOnly: boolean }) {
  const { t } = useTexts()
  const kept = layer.source[name] ?? ''
  const [value, setValue] = useState(kept)
  const [shown, setShown] = useState(kept)
  if (shown !== kept) { setShown(kept); setValue(kept) }
  const commit = (text: string) => { if (text.trim() !== kept) void updateLayer({ id: layer.id, source: { [name]: text.trim() } as Partial<Source> }) }
  return <TextField label={t(`data.source.${name}`)} value={value} onChange={setValue} onCommit={commit} isReadOnly={readOnly} placeholder={t('data.source.unknown')} />
}

function CopyButton({ text }: { text: string }) {
  const { t } = useTexts()
  const [copied, setCopied] = useState(false)
  return <IconButton small label={copied ? t('frame.copied') : t('data.copy')} icon={copied ? Check : Copy} onPress={() => { navigator.clipboard.writeText(text).then(() => setCopied(true), () => setCopied(false)) }} />
}
