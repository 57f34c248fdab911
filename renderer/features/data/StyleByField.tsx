import { useState } from 'react'
import type { Field, Layer } from '../../../shared/model/layer.ts'
import type { LayerStyle } from '../../../shared/model/style.ts'
import { toastError } from '../../app/actions.ts'
import { call, useCall } from '../../host.ts'
import { useTexts } from '../../i18n.ts'
import { Checkbox } from '../../ui/Fields.tsx'
import { Select } from '../../ui/Select.tsx'
import { Swatch } from '../../ui/Swatch.tsx'
import { rampColours, ramps, valueColours, type RampId } from './ramps.ts'

type Method = 'quantile' | 'equal' | 'ckmeans'
const kinds = ['single', 'classes', 'values'] as const
const methods: Method[] = ['ckmeans', 'quantile', 'equal']
const mostValues = 12

/** One colour, classes over a number, or a colour per value: the breaks and the counts come from the records. */
export function StyleByField({ layer, readOnly, change }: { layer: Layer; readOnly: boolean; change: (part: Partial<LayerStyle>) => void }) {
  const { t } = useTexts()
  const { by } = layer.style
  const numbers = layer.fields.filter((field) => field.type === 'integer' || field.type === 'real')
  const [ramp, setRamp] = useState<RampId>('severity')
  const [reversed, setReversed] = useState(false)
  const classify = async (field: string, method: Method, count: number, colours: RampId, reverse: boolean) => {
    try {
      const { breaks, counts } = await call('layers.classes', { id: layer.id, field, method, count })
      change({ by: { kind: 'classes', field, method, breaks, colours: rampColours(colours, Math.max(1, counts.length), reverse) } })
    } catch (error) { toastError(error) }
  }
  const separate = async (field: string) => {
    try {
      const values = (await call('layers.classes', { id: layer.id, field, method: 'values', count: 9 })).values.slice(0, mostValues)
      const colours = valueColours(values.length)
      change({ by: { kind: 'values', field, values: values.map(({ value }, at) => ({ value, colour: colours[at] ?? layer.style.colour })) } })
    } catch (error) { toastError(error) }
  }
  const setKind = (kind: string) => {
    if (kind === 'single') change({ by: { kind: 'single' } })
    const counted = telling(numbers)
    if (kind === 'classes' && counted) void classify(counted.name, 'ckmeans', 5, ramp, reversed)
    const named = telling(layer.fields.filter((field) => field.type === 'text')) ?? layer.fields[0]
    if (kind === 'values' && named) void separate(named.name)
  }
  const count = by.kind === 'classes' ? Math.max(2, by.colours.length) : 5
  return (
    <>
      <Select label={t('data.style.by')} isDisabled={readOnly} value={by.kind} items={kinds.map((id) => ({ id, text: t(`data.by.${id}`), isDisabled: (id === 'classes' && numbers.length === 0) || (id === 'values' && layer.fields.length === 0) }))} onChange={setKind} />
      {by.kind !== 'single' && <Select label={t('data.field')} isDisabled={readOnly} value={by.field} items={(by.kind === 'classes' ? numbers : layer.fields).map((field) => ({ id: field.name, text: field.name }))} onChange={(field) => void (by.kind === 'classes' ? classify(field, by.method, count, ramp, reversed) : separate(field))} />}
      {by.kind === 'classes' && (
        <>
          <div className="card-row">
            <Select label={t('data.style.method')} isDisabled={readOnly} value={by.method} items={methods.map((id) => ({ id, text: t(`data.method.${id}`), detail: t(`data.method.${id}.why`) }))} onChange={(id) => void classify(by.field, methods.find((one) => one === id) ?? 'ckmeans', count, ramp, reversed)} />
            <Select label={t('data.style.classes')} isDisabled={readOnly} value={String(count)} items={[2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({ id: String(n), text: String(n) }))} onChange={(n) => void classify(by.field, by.method, Number(n), ramp, reversed)} />
          </div>
          <Select label={t('data.style.ramp')} isDisabled={readOnly} value={ramp} items={Object.keys(ramps).map((id) => ({ id, text: t(`data.ramp.${id}`) }))} onChange={(id) => { const next = id as RampId; setRamp(next); change({ by: { ...by, colours: rampColours(next, by.colours.length, reversed) } }) }} />
          <Checkbox isSelected={reversed} isDisabled={readOnly} onChange={(on) => { setReversed(on); change({ by: { ...by, colours: rampColours(ramp, by.colours.length, on) } }) }}>{t('data.style.reverse')}</Checkbox>
        </>
      )}
      {by.kind !== 'single' && <Classes layer={layer} />}
    </>
  )
}

/** The classes or values with their colours and how many records fall in each. */
function Classes({ layer }: { layer: Layer }) {
  const { t, number } = useTexts()
  const { by } = layer.style
  const input = by.kind === 'single' ? null : by.kind === 'classes' ? { id: layer.id, field: by.field, method: by.method, count: Math.max(2, by.colours.length) } : { id: layer.id, field: by.field, method: 'values' as const, count: 9 }
  const { data } = useCall('layers.classes', input)
  const geometry = layer.kind === 'raster' ? 'polygon' : layer.geometry
  if (by.kind === 'values') {
    const counts = new Map(data?.values.map((one) => [one.value, one.count]))
    return <ul className="class-list">{by.values.map(({ value, colour }) => <li key={value}><Swatch geometry={geometry} colour={colour} /><span className="clip">{value || '–'}</span><span className="num">{number(counts.get(value) ?? 0)}</span></li>)}</ul>
  }
  if (by.kind !== 'classes') return null
  const { length } = by.colours
  const bounds = by.breaks.length === length + 1 ? by.breaks.slice(1, -1) : by.breaks
  const words = (at: number) => {
    const [from, to] = [bounds[at - 1], bounds[at]]
    if (from === undefined) return to === undefined ? '–' : t('data.class.below', { value: number(to) })
    return to === undefined ? t('data.class.from', { value: number(from) }) : t('data.class.between', { from: number(from), to: number(to) })
  }
  return (
    <ul className="class-list">
      {by.colours.map((colour, at) => (
        <li key={`${colour}-${at}`}>
          <Swatch geometry={geometry} colour={colour} pattern={layer.style.pattern} />
          <span className="figures">{words(at)}</span>
          <span className="num">{data ? number(data.counts[at] ?? 0) : ''}</span>
        </li>
      ))}
    </ul>
  )
}

/** The field that most likely says something: no identifier, code, year or coordinate; a type or category first. */
function telling(fields: Field[]): Field | undefined {
  const plain = fields.filter((field) => !/(^|[_ ])(id|fid|gid|objectid|code|pcode|uuid|year|time|date|lat|lon|latitude|longitude|x|y)([_ 0-9]|$)|id$/i.test(field.name))
  return plain.find((field) => /type|categor|class|status|kind|severity|phase|death|fatal|best|total|pop/i.test(field.name)) ?? plain[0] ?? fields[0]
}
