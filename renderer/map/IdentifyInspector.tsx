import { ArrowLeft, BookText, Layers } from 'lucide-react'
import { useCall } from '../host.ts'
import { useTexts } from '../i18n.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorBox } from '../ui/ErrorBox.tsx'
import { Swatch, styleColour } from '../ui/Swatch.tsx'
import { openSource } from '../app/openSource.ts'
import { set, useStore } from '../app/store.ts'
import type { Output } from '../../shared/contract/contract.ts'
import type { Layer } from '../../shared/model/layer.ts'
import './identify.css'

/** What lies at the place that was clicked: the records of all visible layers with their values, by layer. */
export function IdentifyInspector() {
  const { t, number } = useTexts()
  const at = useStore((state) => (state.inspected?.kind === 'features' ? state.inspected.at : null))
  const layers = useStore((state) => state.layers)
  const period = useStore((state) => state.period)
  const selected = useStore((state) => state.selected.length > 0)
  const zoom = useStore((state) => state.view?.zoom ?? 2)
  const asked = layers.filter((layer) => layer.visible && layer.kind !== 'areas' && (layer.geometry !== 'none' || layer.kind === 'raster'))
  const tolerance = Math.min(5, (6 * 360) / (512 * 2 ** zoom))
  const found = useCall('layers.identify', at && { lon: at[0], lat: at[1], tolerance, layers: asked.map((layer) => layer.id), ...period }, at)
  if (!at) return null
  return (
    <section className="identify" aria-label={t('map.identify.title')}>
      <header>
        <h2>{t('map.identify.title')}</h2>
        <span className="figures" dir="ltr">{number(at[0], { maximumFractionDigits: 4 })}°, {number(at[1], { maximumFractionDigits: 4 })}°</span>
        {selected && <Button tone="quiet" icon={ArrowLeft} onPress={() => set({ inspected: { kind: 'area' } })}>{t('map.identify.close')}</Button>}
      </header>
      {found.error && <ErrorBox error={found.error} />}
      {!found.data && found.loading && <p>{t('map.identify.loading')}</p>}
      {found.data?.length === 0 && <p>{t('map.identify.none')}</p>}
      {found.data && asked.map((layer) => <LayerRecords key={layer.id} layer={layer} records={found.data?.filter((one) => one.layer === layer.id) ?? []} />)}
    </section>
  )
}

type Records = Output<'layers.identify'>

function LayerRecords({ layer, records }: { layer: Layer; records: Records }) {
  const { t } = useTexts()
  if (records.length === 0) return null
  return (
    <div className="identify-layer">
      <h3>
        <Swatch geometry={layer.kind === 'raster' ? 'raster' : layer.geometry} colour={styleColour(layer.style)} pattern={layer.style.pattern} />
        <span dir="auto">{layer.name}</span>
        <small>{t('map.identify.count', { count: records.length })}</small>
        <IconButton small icon={BookText} label={t('source.of', { name: layer.name })} onPress={() => openSource(layer.id)} />
        <IconButton small icon={Layers} label={t('map.identify.layer')} onPress={() => set({ inspected: { kind: 'layer', id: layer.id } })} />
      </h3>
      {records.map((record, i) => (
        <details key={record.fid} open={i === 0}>
          <summary dir="auto">{layer.kind === 'raster' ? t('raster.value') : (titleOf(record.values) ?? `#${record.fid}`)}</summary>
          <dl>
            {record.values.map(({ name, value }) => (
              <div key={name}>
                <dt dir="auto">{name}</dt>
                <dd dir="auto" className={typeof value === 'number' ? 'figures' : undefined}>{value === null || value === '' ? <em>{t('map.identify.empty')}</em> : String(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </div>
  )
}

/** What a record is called: its first value under a name-like column, else its first text that is no date. */
export function titleOf(values: { name: string; value: string | number | null }[]): string | null {
  const texts = values.filter((one): one is { name: string; value: string } => typeof one.value === 'string' && one.value.trim() !== '' && !/^\d{4}-\d{2}-\d{2}/.test(one.value))
  const named = texts.find((one) => /(^|[_\s])(name|nom|nombre|title|label|headline)([_\s]|$)/i.test(one.name)) ?? texts.find((one) => /name|title|label/i.test(one.name)) ?? texts[0]
  return named ? named.value.slice(0, 120) : null
}
