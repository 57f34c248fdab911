import type { ImportOptions, ImportPreview } from '../../../shared/model/import.ts'
import type { SourceFile } from '../formats/format.ts'
import { createNotebook } from '../formats/notebook.ts'
import { openSource, chosenSublayer } from './open-source.ts'
import { lookAtRows, previewColumns } from './preview-look.ts'
import { previewRaster } from './raster.ts'
import { isRasterFile } from './raster-file.ts'
import { makeRecipe } from './recipe.ts'
import { surveyLayer } from './survey.ts'

const lookedRows = 10_000

/** What an import would do: choices, types and notes from the first 10,000 rows, which of them would be rejected and where they lie, and the first 200 as they would be stored. A file with several layers of which none is chosen answers their list only. */
export async function previewFile(file: SourceFile, options: ImportOptions): Promise<ImportPreview> {
  if (isRasterFile(file.path)) return previewRaster(file, options)
  const opened = await openSource(file, options, lookedRows)
  try {
    if (opened.sublayers.length > 1 && options.sublayer === undefined && options.band === undefined) return listOnly(opened.format, opened.sublayers, file)
    const name = chosenSublayer(opened, file, options)
    if (opened.sublayers.find((one) => one.name === name)?.raster) return await previewRaster(file, { ...options, sublayer: name, band: undefined })
    const layer = await opened.openLayer(name)
    const survey = await surveyLayer(layer, options, new AbortController().signal, lookedRows)
    const recipe = makeRecipe(layer, survey, options, { name: file.name, format: opened.format, sublayers: opened.sublayers.length })
    const { sample, notes, looked, map } = await lookAtRows(await opened.openLayer(name), recipe, lookedRows)
    const all = createNotebook()
    for (const note of [...recipe.plan.notes, ...layer.notes, ...notes.list(), ...looked.reasons]) all.add(note.code, note.sample, note.count)
    return {
      format: opened.format, sublayers: opened.sublayers, sublayer: name, kind: recipe.plan.kind, name: recipe.plan.name, level: recipe.plan.level,
      rows: layer.rows ?? (survey.complete ? survey.rows : null), geometry: recipe.plan.geometry, fields: recipe.plan.fields.map(({ name: field, type }) => ({ name: field, type })),
      sample, choices: recipe.plan.choices, notes: all.list(), columns: previewColumns(survey, recipe), looked: { ...looked, whole: looked.whole && survey.complete }, map,
    }
  } finally {
    opened.close()
  }
}

function listOnly(format: string, sublayers: ImportPreview['sublayers'], file: SourceFile): ImportPreview {
  return {
    format, sublayers, sublayer: null, kind: 'features', name: file.name.replace(/\.[^.]*$/, ''), level: null, rows: null, geometry: 'none', fields: [], sample: [], choices: [],
    notes: [{ code: 'CHOOSE_LAYER', count: sublayers.length, sample: sublayers.slice(0, 10).map((sublayer) => sublayer.name).join(', ') }],
  }
}
