import { expectAccessible } from './frame-steps.ts'
import { expect, test, watch } from './support.ts'

test.use({ project: 'empty' })

test('every control works by keys and pointer, in both themes and both directions, and passes axe', async ({ page, host }) => {
  const watched = watch(page, host)
  await page.goto(`${host.url}#gallery`)
  await expect(page.getByRole('heading', { name: 'Controls' })).toBeVisible()
  await expectAccessible(page, 'light')
  const said = page.locator('.gallery-row > output')

  await page.getByRole('button', { name: 'Compute', exact: true }).press('Enter')
  await expect(said).toHaveText('pressed')

  await page.getByRole('button', { name: /Level 2/ }).press('Enter')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Level 1/ })).toBeVisible()

  await page.getByRole('button', { name: 'Layer menu' }).press('Enter')
  await expect(page.getByRole('menuitem', { name: /Remove/ })).toBeDisabled()
  await page.keyboard.press('Enter')
  await expect(said).toHaveText('zoomed')

  const slider = page.getByRole('slider', { name: 'Opacity' })
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveValue('0.65')

  const splitter = page.getByRole('separator', { name: 'Width of the left part' })
  await splitter.focus()
  await page.keyboard.press('ArrowRight')
  await expect(splitter).toHaveAttribute('aria-valuenow', '168')
  await page.keyboard.press('Home')
  await expect(splitter).toHaveAttribute('aria-valuenow', '80')

  await page.getByRole('tab', { name: 'One' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tabpanel')).toHaveText('Second')

  const checkbox = page.getByRole('checkbox', { name: 'Shown', exact: true })
  await checkbox.focus()
  await page.keyboard.press('Space')
  await expect(checkbox).not.toBeChecked()

  await page.getByRole('button', { name: 'Open dialog' }).click()
  await expect(page.getByRole('dialog', { name: 'A decision' })).toBeVisible()
  await expectAccessible(page, 'dialog', '[role=dialog]')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Open dialog' })).toBeFocused()

  await page.getByRole('button', { name: 'Other theme' }).click()
  await expectAccessible(page, 'dark')
  await page.getByRole('button', { name: 'Other direction' }).click()
  await splitter.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(splitter).toHaveAttribute('aria-valuenow', '88')
  expect(watched).toEqual({ foreign: [], broken: [] })
})
