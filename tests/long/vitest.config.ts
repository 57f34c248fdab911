import { mergeConfig } from 'vitest/config'
import everyday from '../../vitest.config.ts'

/** The long part: `npm run test:long`. Not in the everyday run, whose files end in `.test.ts`. */
export default mergeConfig({ ...everyday, test: { ...everyday.test, include: [] } }, { test: { include: ['tests/long/**/*.long.ts'], retry: 0, testTimeout: 24 * 3600_000, hookTimeout: 3600_000 } })
