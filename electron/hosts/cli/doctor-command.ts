import { AtlasError } from '../../../shared/contract/errors.ts'
import { repairCodes, type RepairCode } from '../../../shared/model/doctor.ts'
import { decimal, type Arguments } from './arguments.ts'
import { requireFile } from './files.ts'
import { layerByName, withProject } from './session.ts'

/** Checks the geometry of a layer; with `--repair` puts right what can be, as one change. `--width` is the mean width in km up to which gaps and overlaps are repaired. `--restore` gives records the shapes that their source had. */
export async function doctorCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  requireFile(project)
  const codes = codesOf(args.options.repair)
  const repairKm = decimal(args, 'width')
  const fids = fidsOf(args.options.restore)
  if (codes && fids) throw new AtlasError('USAGE', '--repair and --restore are two changes: give one of them.')
  return withProject(project, codes || fids ? 'write' : 'read', async (session) => {
    const { id: layer } = await layerByName(session, args.options.layer ?? '')
    if (fids) return session.call('doctor.restore', { layer, repairKm, ...(fids === 'all' ? {} : { fids }) })
    return codes ? session.call('doctor.repair', { layer, codes, repairKm }) : session.call('doctor.examine', { layer, repairKm })
  })
}

function codesOf(text: string | undefined): RepairCode[] | null {
  if (text === undefined) return null
  if (text === 'all') return [...repairCodes]
  return text.split(',').map((word) => {
    const code = repairCodes.find((one) => one === word.trim().toUpperCase())
    if (!code) throw new AtlasError('USAGE', `--repair is all or some of ${repairCodes.join(',')}, not "${word.trim()}".`)
    return code
  })
}

function fidsOf(text: string | undefined): number[] | 'all' | null {
  if (text === undefined) return null
  if (text === 'all') return 'all'
  return text.split(',').map((word) => {
    const fid = /^ *\d+ *$/.test(word) ? Number(word) : NaN
    if (!Number.isSafeInteger(fid)) throw new AtlasError('USAGE', `--restore is all or record numbers with commas between them, not "${word.trim()}".`)
    return fid
  })
}
