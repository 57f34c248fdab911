import { ChevronDown, ChevronRight } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { Dimension } from '../../../shared/model/dimension.ts'
import { dimensions } from '../../../shared/model/dimension.ts'
import type { ProfileTable } from '../../../shared/model/run.ts'
import { showNode, useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { DimensionMark } from '../../ui/DimensionMark.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { classOf } from './layout.ts'
import { ScoreBar, ScoreNumber } from './marks.tsx'
import { scoreText, shareText } from './numbers.ts'
import { firstOpen, treeItems, type TreeItem } from './tree.ts'

/** The framework as computed: index, dimensions and indicators with their scores. Choosing a node colours the map by it. */
export function RunTree({ table }: { table: ProfileTable }) {
  const texts = useTexts()
  const { t } = texts
  const node = useStore((state) => state.node)
  const selected = useStore((state) => state.selected[0] ?? null)
  const [open, setOpen] = useState(() => firstOpen(table, node))
  const code = selected !== null && table.codes.includes(selected) ? selected : null
  const items = treeItems(table, open, code)
  const root = table.nodes[0]?.id ?? null
  const current = node ?? root
  const list = useRef<HTMLUListElement>(null)
  const fold = (id: string, unfolded: boolean) => setOpen((old) => { const next = new Set(old); if (unfolded) next.add(id); else next.delete(id); return next })
  const choose = (id: string) => showNode(id === root ? null : id)
  const focus = (at: number) => list.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[at]?.focus()
  const onKey = (event: KeyboardEvent, item: TreeItem, at: number) => {
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft'
    const id = item.node.id
    if (event.key === 'ArrowDown') focus(Math.min(items.length - 1, at + 1))
    else if (event.key === 'ArrowUp') focus(Math.max(0, at - 1))
    else if (event.key === 'Home') focus(0)
    else if (event.key === 'End') focus(items.length - 1)
    else if (event.key === forward && item.children) { if (open.has(id)) focus(at + 1); else fold(id, true) }
    else if (event.key === back) { if (item.children && open.has(id)) fold(id, false); else focus(items.findIndex((one) => one.node.id === item.node.parent)) }
    else if (event.key === 'Enter' || event.key === ' ') choose(id)
    else return
    event.preventDefault()
  }
  return (
    <>
      <p className="caption profile-tree-of">{code === null ? t('profile.tree.of.median', { count: table.codes.length }) : t('profile.tree.of.area', { name: table.names[table.codes.indexOf(code)] ?? code })}</p>
      <ul className="profile-tree" role="tree" aria-label={t('profile.tree')} ref={list}>
        {items.map((item, at) => {
          const { id, title, dimension, depth } = item.node
          const name = texts.title(title)
          const group = item.children && isDimension(dimension) && table.nodes.find((one) => one.id === item.node.parent)?.dimension !== dimension
          return (
            <li
              key={id} role="treeitem" aria-level={depth + 1} aria-expanded={item.children ? open.has(id) : undefined} aria-selected={id === current} tabIndex={id === (items.some((one) => one.node.id === current) ? current : root) ? 0 : -1}
              aria-label={t('profile.tree.item', { title: name, score: item.score === null ? t('profile.noData') : scoreText(texts, item.score), coverage: shareText(texts, item.coverage) })}
              title={name} className={`profile-tree-item ${item.node.indicator ? 'indicator' : ''}`} style={{ paddingInlineStart: 4 + depth * 12 }}
              onClick={() => choose(id)} onKeyDown={(event) => onKey(event, item, at)}
            >
              <span className="turn" onClick={(event) => { if (item.children) { event.stopPropagation(); fold(id, !open.has(id)) } }}>{item.children && <Icon of={open.has(id) ? ChevronDown : ChevronRight} size={14} className="turns" />}</span>
              {group && isDimension(dimension) && <DimensionMark dimension={dimension} size={16} />}
              <span className="clip name named" dir="auto">{group && isDimension(dimension) ? t(`dimension.${dimension}`) : name}</span>
              <span className="bars"><ScoreBar slim score={item.score} level={classOf(item.score, table.classes)} scale={table.scale} /><span className="coverage-line" style={{ inlineSize: `${Math.round(item.coverage * 100)}%` }} aria-hidden /></span>
              <ScoreNumber texts={texts} score={item.score} />
            </li>
          )
        })}
      </ul>
    </>
  )
}

function isDimension(text: string | null): text is Dimension {
  return text !== null && (dimensions as readonly string[]).includes(text)
}
