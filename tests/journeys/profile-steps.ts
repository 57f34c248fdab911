import { expect, type Page } from '@playwright/test'
import type { expected } from './profile-files.ts'

interface ChosenFile { name: string; mimeType: string; buffer: Buffer }

/** Chooses files in the system's dialog that `open` brings up. */
export async function choose(page: Page, open: () => Promise<void>, files: ChosenFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await open()
  await (await chooser).setFiles(files)
}

/** Imports files as they are recognised, by the buttons of the data journey and its dialog. */
export async function importFiles(page: Page, files: ChosenFile[]): Promise<void> {
  await expect(page.locator('[data-frame-ready]')).toBeVisible()
  await choose(page, () => page.getByRole('button', { name: 'Import', exact: true }).click(), files)
  const dialog = page.getByRole('dialog', { name: 'Import files' })
  await dialog.getByRole('button', { name: files.length === 1 ? 'Import 1 file' : `Import ${files.length} files` }).click()
  await dialog.getByRole('button', { name: 'Done' }).click({ timeout: 120_000 })
  await expect(dialog).toBeHidden()
}

export function rankedRow(page: Page, code: string) {
  return page.getByRole('grid', { name: 'Ranked areas' }).getByRole('row').filter({ hasText: code })
}

/** The ranked table shows these areas, in this order, with these numbers. */
export async function expectRanking(page: Page, rows: typeof expected): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Ranked areas' })
  await expect(grid).toBeVisible({ timeout: 120_000 })
  for (const row of rows) {
    const cells = rankedRow(page, row.code).getByRole('gridcell')
    await expect(cells.nth(1)).toContainText(row.name)
    await expect(cells.nth(0)).toContainText(row.rank)
    await expect(cells.nth(3)).toContainText(row.index)
    await expect(cells.nth(5)).toContainText(row.economic)
    await expect(cells.nth(6)).toContainText(row.personal)
  }
  await expect(grid.getByRole('row').locator('.caption')).toHaveText(rows.map((row) => row.code))
}
