import { buildPage } from '../../scripts/build-page.ts'

/** Before the journeys: the page, built when it is stale. */
export default async function build(): Promise<void> { await buildPage() }
