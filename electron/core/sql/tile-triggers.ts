/** The triggers with which GDAL guards rasters that it puts into a file (GeoPackage, annex D): they can only refuse a row. By name; compared, never run. */
export function tileTriggers(tables: readonly string[]): Record<string, string> {
  return Object.fromEntries([...matrixTriggers(), ...tables.flatMap(tableTriggers)])
}

type Named = [name: string, text: string]

function matrixTriggers(): Named[] {
  const limits: [column: string, rule: string, breach: string][] = [
    ['zoom_level', 'cannot be less than 0', '(NEW.zoom_level < 0)'], ['matrix_width', 'cannot be less than 1', '(NEW.matrix_width < 1)'], ['matrix_height', 'cannot be less than 1', '(NEW.matrix_height < 1)'],
    ['pixel_x_size', 'must be greater than 0', 'NOT (NEW.pixel_x_size > 0)'], ['pixel_y_size', 'must be greater than 0', 'NOT (NEW.pixel_y_size > 0)'],
  ]
  return limits.flatMap(([column, rule, breach]) => events(column).map(([event, when]): Named => [
    `gpkg_tile_matrix_${column}_${event}`,
    `CREATE TRIGGER 'gpkg_tile_matrix_${column}_${event}' BEFORE ${when} ON 'gpkg_tile_matrix' FOR EACH ROW BEGIN SELECT RAISE(ABORT, '${event} on table ''gpkg_tile_matrix'' violates constraint: ${column} ${rule}') WHERE ${breach}; END`,
  ]))
}

function tableTriggers(table: string): Named[] {
  const [name, text] = [table.replaceAll('"', '""'), table.replaceAll("'", "''")]
  const inTable = `lower(table_name) = lower('${text}')`
  const refuse = (event: string, rule: string, breach: string): string => `SELECT RAISE(ABORT, '${event} on table ''${text}'' violates constraint: ${rule}') WHERE ${breach};`
  const bodies: [suffix: string, column: string, body: (event: string) => string][] = [
    ['zoom', 'zoom_level', (event) => refuse(event, 'zoom_level not specified for table in gpkg_tile_matrix', `NOT (NEW.zoom_level IN (SELECT zoom_level FROM gpkg_tile_matrix WHERE ${inTable}))`)],
    ...([['tile_column', 'matrix_width'], ['tile_row', 'matrix_height']] as const).map(([column, limit]): [string, string, (event: string) => string] => [column, column, (event) =>
      `${refuse(event, `${column} cannot be < 0`, `(NEW.${column} < 0)`)} ${refuse(event, `${column} must by < ${limit} specified for table and zoom level in gpkg_tile_matrix`, `NOT (NEW.${column} < (SELECT ${limit} FROM gpkg_tile_matrix WHERE ${inTable} AND zoom_level = NEW.zoom_level))`)}`]),
  ]
  return bodies.flatMap(([suffix, column, body]) => events(column).map(([event, when]): Named => [
    `${table}_${suffix}_${event}`, `CREATE TRIGGER "${name}_${suffix}_${event}" BEFORE ${when} ON "${name}" FOR EACH ROW BEGIN ${body(event)} END`,
  ]))
}

function events(column: string): [event: string, when: string][] {
  return [['insert', 'INSERT'], ['update', `UPDATE OF ${column}`]]
}
