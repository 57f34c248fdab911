import { AtlasError } from '../../../shared/contract/errors.ts'

export interface Command {
  name: string
  /** Positional arguments in order; a name that ends in `?` may be absent. */
  positional: string[]
  /** Options with a value, and flags without one. */
  options: string[]
  flags: string[]
  use: string
  does: string
}

export interface Arguments { positional: string[]; options: Record<string, string>; flags: Set<string> }

/** Reads a command's words. Throws `USAGE` for an unknown option, a missing value or a missing argument, with how the command is used. */
export function readArguments(command: Command, words: string[]): Arguments {
  const found: Arguments = { positional: [], options: {}, flags: new Set() }
  const usage = (what: string) => new AtlasError('USAGE', `${what} Use: atlas ${command.use}`)
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (!word.startsWith('--') || word === '--') { found.positional.push(word); continue }
    const [name, ...rest] = word.slice(2).split('=')
    if (command.flags.includes(name!)) { found.flags.add(name!); continue }
    if (!command.options.includes(name!)) throw usage(`--${name} is not an option of ${command.name}.`)
    const value = rest.length ? rest.join('=') : words[++i]
    if (value === undefined) throw usage(`--${name} needs a value.`)
    found.options[name!] = value
  }
  const needed = command.positional.filter((name) => !name.endsWith('?'))
  if (found.positional.length < needed.length) throw usage(`${needed[found.positional.length]} is missing.`)
  if (found.positional.length > command.positional.length) throw usage(`"${found.positional[command.positional.length]}" is one argument too many.`)
  return found
}

/** A whole number given as an option, or undefined. Throws `USAGE`. */
export function wholeNumber(args: Arguments, name: string): number | undefined {
  const text = args.options[name]
  if (text === undefined) return undefined
  if (!/^-?\d+$/.test(text)) throw new AtlasError('USAGE', `--${name} needs a whole number, not "${text}".`)
  return Number(text)
}

/** A number given as an option, or undefined. Throws `USAGE`. */
export function decimal(args: Arguments, name: string): number | undefined {
  const text = args.options[name]
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new AtlasError('USAGE', `--${name} needs a number, not "${text}".`)
  return value
}

/** One of a list of words given as an option, or undefined. Throws `USAGE` with the list. */
export function oneOf<T extends string>(args: Arguments, name: string, words: readonly T[]): T | undefined {
  const text = args.options[name]
  if (text === undefined) return undefined
  const word = words.find((one) => one === text)
  if (!word) throw new AtlasError('USAGE', `--${name} is one of ${words.join(', ')}, not "${text}".`)
  return word
}

/** An ISO date given as an option, or undefined. Throws `USAGE`. */
export function isoDate(args: Arguments, name: string): string | undefined {
  const text = args.options[name]
  if (text === undefined) return undefined
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`))) throw new AtlasError('USAGE', `--${name} needs a date as YYYY-MM-DD, not "${text}".`)
  return text
}
