import { useMemo, useState } from 'react'
import { ComboBox, Input, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import type { Area } from '../../../../shared/model/layer.ts'
import type { JoinCandidate } from '../../../../shared/model/join.ts'
import { useTexts } from '../../../i18n.ts'

interface AreaChoiceProps { label: string; areas: readonly Area[]; candidates: readonly JoinCandidate[]; onChoose: (areas: string[]) => void; onLeave: () => void }
const most = 60

/** A field to search an area in: first what is proposed, then what answers the words, by name or code. */
export function AreaChoice({ label, areas, candidates, onChoose, onLeave }: AreaChoiceProps) {
  const { t } = useTexts()
  const [text, setText] = useState('')
  const names = useMemo(() => new Map(areas.map((area) => [area.code, area.name])), [areas])
  const items = useMemo(() => {
    const wanted = fold(text)
    const proposed = candidates.filter((one) => one.reason !== 'other-parent').map((one) => ({ id: one.areas.join(' '), text: one.areas.map((code) => names.get(code) ?? code).join(' + '), detail: one.areas.join(', '), areas: one.areas }))
    const found = areas.filter((area) => !proposed.some((one) => one.id === area.code)).map((area) => ({ id: area.code, text: area.name, detail: area.code, areas: [area.code] }))
    return [...proposed, ...found].filter((one) => wanted === '' || fold(`${one.text} ${one.detail}`).includes(wanted)).slice(0, most)
  }, [areas, candidates, names, text])
  return (
    <ComboBox
      className="field join-choice" aria-label={label} items={items} inputValue={text} onInputChange={setText} menuTrigger="focus" allowsEmptyCollection
      onSelectionChange={(key) => { const item = items.find((one) => one.id === key); if (item) onChoose(item.areas) }}
    >
      <Input className="input" autoFocus placeholder={t('join.search.area')} onBlur={onLeave} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onLeave() } }} />
      <Popover className="popover">
        <ListBox className="menu select-list" renderEmptyState={() => <p className="caption join-none">{t('join.search.none')}</p>}>
          {(item: (typeof items)[number]) => (
            <ListBoxItem id={item.id} className="menu-item" textValue={item.text}>
              <span className="menu-words"><Text slot="label">{item.text}</Text><Text slot="description" className="caption ltr">{item.detail}</Text></span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

function fold(text: string): string { return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase() }
