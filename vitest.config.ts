import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { electron: fileURLToPath(new URL('./tests/electron/desktop/fake-electron.ts', import.meta.url)) } },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'], environment: 'node', pool: 'forks', maxWorkers: 2,
    retry: 1, testTimeout: 240_000, hookTimeout: 240_000, teardownTimeout: 30_000, expect: { poll: { timeout: 120_000, interval: 50 } },
    env: { TZ: 'UTC' }, reporters: ['default'], passWithNoTests: true,
  },
})
