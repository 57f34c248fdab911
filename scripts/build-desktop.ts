import { join } from 'node:path'
import { build } from 'vite'
import { root } from './setup.mjs'

const outside = [/^node:/, 'electron', 'better-sqlite3']

/** Bundles the desktop host into `dist/electron` (or another folder of the project): main and workers as modules, the preload (sandboxed) as one CommonJS file. */
export async function buildDesktop(folder = join(root, 'dist', 'electron')): Promise<void> {
  const entries = { main: 'electron/hosts/desktop/main.ts', core: 'electron/workers/core.ts', compute: 'electron/workers/compute.ts' }
  await bundle(folder, Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])), 'es', true)
  await bundle(folder, { preload: join(root, 'electron/hosts/desktop/preload.ts') }, 'cjs', false)
}

async function bundle(outDir: string, input: Record<string, string>, format: 'es' | 'cjs', emptyOutDir: boolean): Promise<void> {
  await build({
    root, configFile: false, logLevel: 'warn', ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: true, target: 'node24', outDir, emptyOutDir, minify: false,
      rollupOptions: { input, external: outside, output: { format, entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  })
}
