import { toast, toastError } from '../../app/actions.ts'
import { download } from '../../app/download.ts'
import { call } from '../../host.ts'
import type { Texts } from '../../i18n.ts'

/** Hands the analyst the run as a file; the host writes it, so that window and command line give the same bytes. */
export async function exportRun(texts: Texts, run: number, format: 'csv' | 'json' | 'geojson' | 'gpkg'): Promise<void> {
  try {
    const file = await call('runs.export', { run, format })
    download(file.download, file.name)
    toast(texts.t('profile.export.done', { name: file.name, rows: file.rows }))
  } catch (error) { toastError(error) }
}
