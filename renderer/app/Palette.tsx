import { Crosshair, Layers, MapPin } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import type { Area } from '../../shared/model/layer.ts'
import { call } from '../host.ts'
import { useTexts } from '../i18n.ts'
import { Icon } from '../ui/Icon.tsx'
import { toastError } from './actions.ts'
import { findAnswers, type Answer, type AreaOfSet } from './answers.ts'
import { set, useStore } from './store.ts'
import './palette.css'

/** The search of the top bar: commands, layers, areas and coordinates, all by keys. */
export function Palette() {
  const { t } = useTexts()
  const texts = useTexts()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const areas = useAreas()
  const layers = useStore((state) => state.layers)
  const answers = useMemo(() => findAnswers(query, { layers, areas, texts }), [query, layers, areas, texts])
  const list = useRef<HTMLUListElement>(null)
  const close = () => set({ dialog: null })
  const choose = (answer: Answer | undefined) => { if (answer) { close(); answer.run() } }
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }) }, [at, answers])
  const move = (step: number) => setAt((old) => (answers.length === 0 ? 0 : (old + step + answers.length) % answers.length))
  return (
    <ModalOverlay className="scrim palette-scrim" isOpen isDismissable onOpenChange={(open) => { if (!open) close() }}>
      <Modal className="palette">
        <Dialog aria-label={t('frame.search')} className="palette-body">
          <input
            className="palette-input" autoFocus role="combobox" aria-expanded aria-controls="palette-list" aria-activedescendant={answers[at] ? `palette-${at}` : undefined} aria-autocomplete="list"
            aria-label={t('frame.search')} placeholder={t('frame.search.hint')} value={query} onChange={(event) => { setQuery(event.target.value); setAt(0) }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') { event.preventDefault(); move(1) }
              if (event.key === 'ArrowUp') { event.preventDefault(); move(-1) }
              if (event.key === 'Enter') { event.preventDefault(); choose(answers[at]) }
            }}
          />
          <ul className="palette-list" id="palette-list" role="listbox" aria-label={t('frame.search.answers')} ref={list}>
            {answers.map((answer, index) => (
              <li key={answer.key} id={`palette-${index}`} role="option" aria-selected={index === at} className="palette-item" onPointerMove={() => setAt(index)} onClick={() => choose(answer)}>
                <Icon of={answer.kind === 'command' ? answer.icon : answer.kind === 'layer' ? Layers : answer.kind === 'area' ? MapPin : Crosshair} />
                <span className="clip">{answer.text}</span>
                <span className="caption clip palette-detail">{answer.detail}</span>
              </li>
            ))}
          </ul>
          {answers.length === 0 && <p className="soft palette-none" role="status">{t('frame.search.none', { query })}</p>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** The areas of every set, the finest last; none while they are read. */
function useAreas(): AreaOfSet[] {
  const areaSets = useStore((state) => state.areaSets)
  const [areas, setAreas] = useState<AreaOfSet[]>([])
  useEffect(() => {
    let wanted = true
    const sets = areaSets.toSorted((a, b) => a.level - b.level)
    Promise.all(sets.map(async (one) => (await call('areaSets.areas', { id: one.id })).map((area: Area) => ({ area, set: one })))).then((all) => { if (wanted) setAreas(all.flat()) }, toastError)
    return () => { wanted = false }
  }, [areaSets])
  return areas
}
