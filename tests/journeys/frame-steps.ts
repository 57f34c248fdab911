import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The layer's line in the list. */
export function layerRow(page: Page, name: string) {
  return page.locator('#panel-left').getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) })
}

export async function openMenu(page: Page, button: string | RegExp, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Chooses an entry of a select by its visible words. */
export async function chooseOption(scope: ReturnType<Page['locator']>, page: Page, label: RegExp, option: string | RegExp): Promise<void> {
  await scope.getByRole('button', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}

/** No violation of WCAG 2.2 A and AA in what `include` names (all of the page without it); the map itself is looked at by its own tests. */
export async function expectAccessible(page: Page, what: string, include?: string): Promise<void> {
  let axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).exclude('.frame-map').exclude('.frame-timeline')
  if (include) axe = axe.include(include)
  const { violations } = await axe.analyze()
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`), what).toEqual([])
}
