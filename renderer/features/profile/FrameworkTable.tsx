import type { Framework, FrameworkNode } from '../../../shared/model/framework.ts'
import { useTexts } from '../../i18n.ts'
import { DimensionMark } from '../../ui/DimensionMark.tsx'
import { measureWords, normaliseWords, stepsWords, treeLines } from './measureWords.ts'
import { shareText } from './numbers.ts'

/** One framework in words: every node with its weight among its siblings, every indicator with measure, transform and normalisation. */
export function FrameworkTable({ framework }: { framework: Framework }) {
  const texts = useTexts()
  const { t, number, title } = texts
  const [a = 0, b = 0, c = 0, d = 0] = framework.classes
  return (
    <>
      <h3 className="framework-title">{title(framework.title)}</h3>
      {framework.description && <p className="soft framework-about">{title(framework.description)}</p>}
      <p className="caption figures">{framework.id} · {t('profile.dialog.version', { version: framework.version })} · {t('profile.dialog.classes', { a: number(a), b: number(b), c: number(c), d: number(d), scale: framework.scale })}</p>
      <table className="framework-table">
        <thead><tr><th scope="col">{t('profile.dialog.node')}</th><th scope="col" className="num">{t('profile.dialog.weight')}</th><th scope="col">{t('profile.dialog.measure')}</th><th scope="col">{t('profile.dialog.normalise')}</th></tr></thead>
        <tbody>
          {treeLines(framework).map(({ node, depth, share }) => (
            <tr key={node.id} className={'children' in node ? `group depth-${Math.min(depth, 2)}` : ''}>
              <th scope="row" style={{ paddingInlineStart: 6 + depth * 14 }}><span className="framework-node">{'children' in node && node.dimension && <DimensionMark dimension={node.dimension} size={16} />}<span>{title(node.title)}{node.role && <span className="caption"> {t(`profile.role.${node.role}`)}</span>}</span></span></th>
              <td className="num">{depth === 0 ? '' : shareText(texts, share)}</td>
              {'children' in node
                ? <td colSpan={2} className="soft">{t(`profile.aggregate.${node.aggregate}`)}{node.atLeast > 0 && `${t('profile.measure.join')}${t('profile.dialog.atLeast', { share: shareText(texts, node.atLeast) })}`}</td>
                : <Indicator node={node} />}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Indicator({ node }: { node: Exclude<FrameworkNode, { children: unknown }> }) {
  const texts = useTexts()
  const steps = stepsWords(texts, node)
  return (
    <>
      <td>{measureWords(texts, node.measure)}{node.source && <span className="caption"> {node.source}</span>}</td>
      <td>{normaliseWords(texts, node.normalise)}{steps !== null && <span className="caption"> {texts.t('profile.dialog.steps')}: {steps}</span>}</td>
    </>
  )
}

