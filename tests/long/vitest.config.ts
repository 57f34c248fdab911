import { defineConfig } from 'vitest/config'

/** The long part: `npm run test:long`. Not in the everyday run, whose files end in `.test.ts`. */
export default defineConfig({
  test: { include: ['tests/long/**/*.long.ts'], environment: 'node', pool: 'forks', maxWorkers: 2, retry: 0, testTimeout: 24 * 3600_000, hookTimeout: 3600_000, teardownTimeout: 30_000, env: { TZ: 'UTC' }, reporters: ['default'] },
})
