import { writeFileSync } from 'node:fs'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { assumption, type Robustness } from '../../../shared/model/robustness.ts'
import { csvLine } from '../../core/exports/csv.ts'
import { decimal, wholeNumber, type Arguments } from './arguments.ts'
import { requireFile } from './files.ts'
import { runById, withProject } from './session.ts'

export async function robustnessCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  const { options, flags } = args
  requireFile(project)
  const spread = { weights: decimal(args, 'weights'), bounds: decimal(args, 'bounds'), data: decimal(args, 'data') }
  return withProject(project, 'read', async (session) => {
    const answer = await session.call('runs.robustness', {
      run: await runById(session, options.run), draws: wholeNumber(args, 'draws'), seed: wholeNumber(args, 'seed'), top: wholeNumber(args, 'top'), vary: options.vary?.split(',').map((word) => assumptionOf(word.trim())), spread, sobol: flags.has('sobol'), leaveOut: flags.has('leave-out'),
    })
    if (options.out) writeFileSync(options.out, csvOf(answer))
    const { codes, names, nominal, median, low, high, inTop, present, ...rest } = answer
    return { ...rest, areas: codes.map((code, i) => ({ code, name: names[i], rank: nominal[i], median: median[i], low: low[i], high: high[i], inTop: inTop[i], present: present[i] })) }
  })
}

/** One row per area; with sensitivities or nodes left out, one row per assumption or node instead. */
function csvOf(answer: Robustness): string {
  const lines = answer.sensitivities
    ? [['assumption', 'first', 'first_low', 'first_high', 'total', 'total_low', 'total_high'], ...answer.sensitivities.map((one) => [one.assumption, one.first, one.firstLow, one.firstHigh, one.total, one.totalLow, one.totalHigh])]
    : answer.leftOut
      ? [['node', 'mean_rank_change'], ...answer.leftOut.map((one) => [one.id, one.shift])]
      : [['code', 'name', 'rank', 'median', 'low', 'high', 'top', 'present'], ...answer.codes.map((code, i) => [code, answer.names[i], answer.nominal[i], answer.median[i], answer.low[i], answer.high[i], answer.inTop[i], answer.present[i]])]
  return `${lines.map(csvLine).join('\n')}\n`
}

function assumptionOf(word: string): Robustness['varied'][number] {
  const found = assumption.options.find((one) => one === word)
  if (!found) throw new AtlasError('USAGE', `--vary takes ${assumption.options.join(', ')}, several with commas, not "${word}".`)
  return found
}
