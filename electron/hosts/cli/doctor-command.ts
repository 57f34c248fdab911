import { AtlasError } from '../../../shared/contract/errors.ts'
import { repairCodes, type RepairCode } from '../../../shared/model/doctor.ts'
import { decimal, type Arguments } from './arguments.ts'
import { requireFile } from './files.ts'
import { layerByName, withProject } from './session.ts'

/** Checks the geometry of a layer; with `--repair` puts right what can be, as one change. `--width` is the mean width in km up to which gaps and overlaps are repaired. */
export async function doctorCommand(args: Arguments): Promise<unknown> {
  const [project] = args.positional as [string]
  requireFile(project)
  const codes = codesOf(args.options.repair)
  const repairKm = decimal(args, 'width')
  return withProject(project, codes ? 'write' : 'read', async (session) => {
    const { id: layer } = await layerByName(session, args.options.layer ?? '')
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
