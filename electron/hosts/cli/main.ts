import { AtlasError, errorLine } from '../../../shared/contract/errors.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { commands, help, type CommandName } from './commands.ts'

const work: Record<CommandName, () => Promise<(args: Arguments) => Promise<unknown>>> = {
  new: async () => (await import('./project-commands.ts')).newCommand,
  info: async () => (await import('./project-commands.ts')).infoCommand,
  check: async () => (await import('./project-commands.ts')).checkCommand,
  inspect: async () => (await import('./project-commands.ts')).inspectCommand,
  import: async () => (await import('./import-command.ts')).importCommand,
  templates: async () => (await import('./import-command.ts')).templatesCommand,
  measure: async () => (await import('./data-commands.ts')).measureCommand,
  export: async () => (await import('./export-command.ts')).exportCommand,
  purge: async () => (await import('./purge-command.ts')).purgeCommand,
  join: async () => (await import('./join-command.ts')).joinCommand,
  move: async () => (await import('./move-command.ts')).moveCommand,
  doctor: async () => (await import('./doctor-command.ts')).doctorCommand,
  basemap: async () => (await import('./basemap-command.ts')).basemapCommand,
  framework: async () => (await import('./profile-commands.ts')).frameworkCommand,
  profile: async () => (await import('./profile-commands.ts')).profileCommand,
  robustness: async () => (await import('./robustness-command.ts')).robustnessCommand,
  'check-data': async () => (await import('./profile-commands.ts')).checkDataCommand,
  explain: async () => (await import('./profile-commands.ts')).explainCommand,
  replay: async () => (await import('./profile-commands.ts')).replayCommand,
  serve: async () => (await import('./serve-command.ts')).serveCommand,
}

/** Runs one command line. Answers the exit code: 0 done, 2 something to mend (one line on standard error), 1 a bug. */
export async function runCommandLine(words: string[]): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${help()}\n`)
    return name === undefined ? 2 : 0
  }
  try {
    const command = commands.find((one) => one.name === name)
    if (!command) throw new AtlasError('USAGE', `"${name}" is not a command. Commands: ${commands.map((one) => one.name).join(', ')}.`)
    if (rest.includes('--help')) { process.stdout.write(`atlas ${command.use}\n`); return 0 }
    const args = readArguments(command, rest)
    const result = await (await work[command.name]())(args)
    if (args.flags.has('json')) process.stdout.write(`${JSON.stringify(result)}\n`)
    else if (result !== undefined) process.stderr.write(`${JSON.stringify(result, null, 1)}\n`)
    return 0
  } catch (error) {
    const line = errorLine(error)
    if (line.code === 'BUG') { process.stderr.write(`bug: ${error instanceof Error ? error.stack : line.message}\n`); return 1 }
    process.stderr.write(`error: ${line.code}: ${line.message.replaceAll(/\s*\n\s*/g, ' ')}\n`)
    return 2
  }
}
