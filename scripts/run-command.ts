import { spawn } from 'node:child_process'

/** Runs a program without standard input, its output and errors on standard output, in a group of its own that ends with this process and after the limit. Answers its exit code; a limit or a signal counts as 1. */
export function runCommand(command: string, args: string[], options: { cwd: string; limitMilliseconds: number; environment?: Record<string, string> }): Promise<number> {
  const { FORCE_COLOR: _colour, ...environment } = process.env
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: options.cwd, stdio: ['ignore', 1, 1], detached: process.platform !== 'win32', env: { ...environment, NO_COLOR: '1', ...options.environment } })
    const end = (): void => { try { process.kill(process.platform === 'win32' ? child.pid! : -child.pid!, 'SIGKILL') } catch { /* It has ended already. */ } }
    const stop = (): void => { end(); process.exit(130) }
    const timer = setTimeout(() => { process.stdout.write(`Stopped after ${Math.round(options.limitMilliseconds / 60_000)} minutes.\n`); end() }, options.limitMilliseconds)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    const done = (code: number): void => {
      clearTimeout(timer)
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, stop)
      if (child.pid) end()
      resolve(code)
    }
    child.once('error', (error) => { process.stdout.write(`${command}: ${error.message}\n`); done(1) })
    child.once('exit', (code) => done(code ?? 1))
  })
}
