import type { Command } from './arguments.ts'

/** Every command with its words: what the program reads, prints as help and names in its errors. */
export const commands = [
  { name: 'new', positional: ['project'], options: ['title'], flags: ['json'], use: 'new P.gpkg --title T', does: 'makes an empty project' },
  { name: 'info', positional: ['project'], options: [], flags: ['json'], use: 'info P.gpkg --json', does: 'what a project holds' },
  {
    name: 'import', positional: ['project', 'file'], options: ['as', 'name', 'level', 'code', 'label', 'parent', 'lon', 'lat', 'date', 'dimension', 'crs', 'encoding', 'delimiter', 'layer', 'band', 'into', 'key', 'template', 'like', 'skip', 'rename', 'types', 'header', 'decimal', 'dates', 'position', 'order'], flags: ['json', 'replace', 'append', 'update', 'remove-missing'],
    use: 'import P.gpkg FILE [--as areas|events|features|raster|table|responses] [--name N] [--level N] [--code COL] [--label COL] [--parent COL] [--lon COL --lat COL] [--position COL] [--order lat-lon|lon-lat] [--date COL] [--dates dmy|mdy] [--decimal .|,] [--header ROW] [--dimension D] [--crs EPSG:n] [--encoding E] [--layer SUBLAYER] [--band N|NAME] [--replace | --append | --update [--key COL,…] [--remove-missing]] [--into LAYER] [--template NAME | --like LAYER] [--skip COL,…] [--rename OLD=NEW,…] [--types COL=TYPE,…] --json',
    does: 'brings a file in, as a layer of its own or into one that is there; everything not given is recognised',
  },
  {
    name: 'measure', positional: ['project'], options: ['areas', 'layer', 'kind', 'field', 'where', 'from', 'to', 'per', 'times', 'km', 'population', 'rule', 'threshold', 'expression', 'precision', 'out'], flags: ['json'],
    use: 'measure P.gpkg --areas SET --layer L --kind K [--field F] [--where E] [--from D] [--to D] [--per X --times N] [--km N] [--population LAYER] [--rule fraction|centre|touched] --out F.csv',
    does: 'one measure: code, name, value and coverage of each area',
  },
  {
    name: 'join', positional: ['project'], options: ['layer', 'areas', 'field', 'within', 'accept', 'review', 'pairs', 'unmatched'], flags: ['json'],
    use: 'join P.gpkg --layer L --areas SET [--field COL] [--within COL] [--accept codes|proposed|remembered] [--review OUT.csv] [--pairs IN.csv] [--unmatched OUT.csv] --json',
    does: 'matches a table to areas: by code, and by name through a review list',
  },
  {
    name: 'doctor', positional: ['project'], options: ['layer', 'repair', 'width', 'restore'], flags: ['json'],
    use: 'doctor P.gpkg --layer L [--repair all|CODE,… | --restore all|FID,…] [--width KM] --json', does: 'checks the geometry of a layer, repairs it on request, and brings the original shapes back',
  },
  {
    name: 'move', positional: ['project', 'layer'], options: ['from', 'to', 'weights', 'tolerance', 'columns', 'name', 'out'], flags: ['json', 'replace', 'preview'],
    use: 'move P.gpkg LAYER [--from OLDSET] --to NEWSET [--weights area|population:LAYER[:FIELD]|table:FILE_OR_LAYER|codes] [--tolerance SHARE] [--columns "a:sum,b:mean[:WEIGHT],c:category|unchanged|key|leave"] [--name N] [--replace] [--preview] [--out report.csv] --json',
    does: 'moves a table or the values of an area set to another edition of the areas',
  },
  { name: 'framework', positional: ['project', 'action', 'what?'], options: [], flags: ['json'], use: 'framework P.gpkg add F.json | list | show ID', does: 'frameworks; presets are listed too' },
  {
    name: 'profile', positional: ['project'], options: ['framework', 'areas', 'from', 'to', 'out', 'bind'], flags: ['json'],
    use: 'profile P.gpkg --framework ID_OR_FILE --areas SET [--from D --to D] [--bind slot=LAYER,…] [--out F.csv|xlsx|json|geojson|gpkg] --json', does: 'computes and stores a run',
  },
  { name: 'explain', positional: ['project'], options: ['run', 'area'], flags: ['json'], use: 'explain P.gpkg --run R --area CODE --json', does: 'contributions that add up to an area\'s score' },
  {
    name: 'robustness', positional: ['project'], options: ['run', 'draws', 'seed', 'vary', 'top', 'weights', 'bounds', 'data', 'out'], flags: ['json', 'sobol', 'leave-out'],
    use: 'robustness P.gpkg --run R [--draws N] [--seed S] [--vary weights,bounds,normalise,aggregate,outliers,data] [--top K] [--weights 0.25] [--bounds 0.1] [--data 0.05] [--sobol | --leave-out] [--out F.csv] --json', does: 'how far the ranks depend on the choices that were made',
  },
  { name: 'check-data', positional: ['project'], options: ['run'], flags: ['json'], use: 'check-data P.gpkg --run R --json', does: 'what is worth a second look in the data of a run' },
  { name: 'replay', positional: ['project'], options: ['run'], flags: ['json'], use: 'replay P.gpkg --run R --json', does: 'computes a stored run again and compares' },
  {
    name: 'export', positional: ['project', 'layer', 'file'], options: ['audience', 'columns', 'codes', 'with', 'count-by'], flags: ['json', 'hxl', 'describe', 'plan'],
    use: 'export P.gpkg LAYER|run:R F.csv|xlsx|geojson|geojsonl|gpkg|shp.zip|kml|fgb|parquet|tif [--audience internal|partner|public] [--columns COL,…] [--codes CODE,…] [--with TABLE,…|all] [--count-by SET] [--hxl] [--describe] [--plan] --json', does: 'data out, as the audience may have them',
  },
  { name: 'purge', positional: ['project'], options: ['layer', 'restore'], flags: ['json', 'yes', 'runs'], use: 'purge P.gpkg [--layer NAME] [--runs] [--yes] | --restore NAME --json', does: 'removed layers: lists them, brings one back, or deletes them for good' },
  {
    name: 'basemap', positional: ['project', 'action', 'what?'], options: ['name'], flags: ['json'],
    use: 'basemap P.gpkg add FILE.(mbtiles|pmtiles) [--name N] | list | use plain|political|NAME | remove NAME', does: 'the ground of the map, for use without a network',
  },
  { name: 'check', positional: ['project'], options: [], flags: ['json'], use: 'check P.gpkg --json', does: 'integrity and GeoPackage validity; changes nothing' },
  { name: 'inspect', positional: ['file'], options: ['layer', 'encoding', 'crs'], flags: ['json'], use: 'inspect FILE --json', does: 'what a file holds and how it would be read' },
  { name: 'templates', positional: ['project', 'action?', 'name?', 'to?'], options: [], flags: ['json'], use: 'templates P.gpkg [list | rename NAME NEW | forget NAME] --json', does: 'what is remembered of imports, per source' },
  { name: 'serve', positional: ['project?'], options: ['port'], flags: ['no-open'], use: 'serve [P.gpkg] [--port N] [--no-open]', does: 'the window, served on 127.0.0.1' },
] as const satisfies Command[]

export type CommandName = (typeof commands)[number]['name']

export function help(): string {
  const width = Math.max(...commands.map((one) => one.name.length))
  return ['atlas: spatial analysis of human insecurity, offline', '', ...commands.flatMap((one) => [`  ${one.name.padEnd(width)}  ${one.does}`, `  ${' '.repeat(width)}  atlas ${one.use}`])].join('\n')
}
