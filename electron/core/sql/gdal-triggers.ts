/** Triggers that GDAL and QGIS may add to a table of a file that they edit: feature counts, and the R-tree of GDAL 3.7 and later (update6 and update7 of GeoPackage 1.4). By name. Such text is compared, never run. */
export function gdalTriggers(table: string, column: string, key: string): Record<string, string> {
  const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
  const name = `rtree_${table}_${column}`
  const [t, c, i, tree] = [quote(table), quote(column), quote(key), quote(name)]
  const values = `NEW.${i},ST_MinX(NEW.${c}), ST_MaxX(NEW.${c}),ST_MinY(NEW.${c}), ST_MaxY(NEW.${c})`
  const count = (sign: string): string => `UPDATE gpkg_ogr_contents SET feature_count = feature_count ${sign} 1 WHERE lower(table_name) = lower(${text(table)});`
  return {
    [`trigger_insert_feature_count_${table}`]: `CREATE TRIGGER ${quote(`trigger_insert_feature_count_${table}`)} AFTER INSERT ON ${t} BEGIN ${count('+')} END`,
    [`trigger_delete_feature_count_${table}`]: `CREATE TRIGGER ${quote(`trigger_delete_feature_count_${table}`)} AFTER DELETE ON ${t} BEGIN ${count('-')} END`,
    [`${name}_update6`]: `CREATE TRIGGER ${quote(`${name}_update6`)} AFTER UPDATE OF ${c} ON ${t} WHEN OLD.${i} = NEW.${i} AND (NEW.${c} NOTNULL AND NOT ST_IsEmpty(NEW.${c})) AND (OLD.${c} NOTNULL AND NOT ST_IsEmpty(OLD.${c})) BEGIN UPDATE ${tree} SET minx = ST_MinX(NEW.${c}), maxx = ST_MaxX(NEW.${c}),miny = ST_MinY(NEW.${c}), maxy = ST_MaxY(NEW.${c}) WHERE id = NEW.${i};END`,
    [`${name}_update7`]: `CREATE TRIGGER ${quote(`${name}_update7`)} AFTER UPDATE OF ${c} ON ${t} WHEN OLD.${i} = NEW.${i} AND (NEW.${c} NOTNULL AND NOT ST_IsEmpty(NEW.${c})) AND (OLD.${c} ISNULL OR ST_IsEmpty(OLD.${c})) BEGIN INSERT INTO ${tree} VALUES (${values});END`,
    [`${name}_update5`]: `CREATE TRIGGER ${quote(`${name}_update5`)} AFTER UPDATE ON ${t} WHEN OLD.${i} != NEW.${i} AND (NEW.${c} NOTNULL AND NOT ST_IsEmpty(NEW.${c})) BEGIN DELETE FROM ${tree} WHERE id = OLD.${i}; INSERT OR REPLACE INTO ${tree} VALUES (${values}); END`,
  }
}
