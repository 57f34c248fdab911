import { defineConfig } from '@playwright/test'
import { browserForTests } from './tests/journeys/browser.ts'

/** Journeys in a real browser, one after another, on whatever machine this is: long limits, a second and third try, no film. */
export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/journeys',
  globalSetup: './tests/journeys/build.ts',
  fullyParallel: false, workers: 1, retries: 2, forbidOnly: Boolean(process.env.CI),
  timeout: 240_000, expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    ...browserForTests(),
    headless: true, viewport: { width: 1366, height: 768 }, locale: 'en-GB', timezoneId: 'UTC', colorScheme: 'light', reducedMotion: 'reduce',
    actionTimeout: 30_000, navigationTimeout: 60_000, screenshot: 'only-on-failure', trace: 'off', video: 'off',
  },
})
