/** Five dated events of which four can be used: one has a value too many, one of the rest has no victims given. */
export function mixedCsv(): string {
  return ['event_id;event_date;reported;event_type;fatalities;latitude;longitude', 'E1;2021-01-05;2021-02-05;Battles;3;5.5;20.5', 'E2;2021-02-05;2021-03-05;Riots;0;5.5;21.5', 'E3;2021-03-05;2021-04-05;Battles;12;6.5;20.5', 'E4;2021-04-05;2021-05-05;Riots;;6.5;21.5', 'E5;2021-05-05;2021-06-05;Battles;1;5.5;20.5;Boda'].join('\n')
}

/** Two points with a name each, as the loose parts of a shapefile. */
export function shapefile(stem: string): { name: string; mimeType: string; buffer: Buffer }[] {
  const points = [[20.5, 5.5], [21.5, 6.5]] as const
  const names = ['Kambe', 'Sefa']
  const shp = header(100 + points.length * 28)
  const shx = header(100 + points.length * 8)
  points.forEach(([lon, lat], at) => {
    const start = 100 + at * 28
    shp.writeInt32BE(at + 1, start)
    shp.writeInt32BE(10, start + 4)
    shp.writeInt32LE(1, start + 8)
    shp.writeDoubleLE(lon, start + 12)
    shp.writeDoubleLE(lat, start + 20)
    shx.writeInt32BE(start / 2, 100 + at * 8)
    shx.writeInt32BE(10, 104 + at * 8)
  })
  const prj = Buffer.from('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')
  return Object.entries({ shp, shx, dbf: dbf(names), prj }).map(([extension, buffer]) => ({ name: `${stem}.${extension}`, mimeType: 'application/octet-stream', buffer }))
}

function header(bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeInt32BE(9994, 0)
  buffer.writeInt32BE(bytes / 2, 24)
  buffer.writeInt32LE(1000, 28)
  buffer.writeInt32LE(1, 32)
  for (const [at, value] of [20.5, 5.5, 21.5, 6.5].entries()) buffer.writeDoubleLE(value, 36 + at * 8)
  return buffer
}

/** A dBASE III table with one text column. */
function dbf(names: string[]): Buffer {
  const width = 20
  const head = Buffer.alloc(65)
  head.set([3, 124, 1, 1])
  head.writeUInt32LE(names.length, 4)
  head.writeUInt16LE(65, 8)
  head.writeUInt16LE(width + 1, 10)
  head.write('NAME', 32, 'latin1')
  head.write('C', 43, 'latin1')
  head[48] = width
  head[64] = 0x0d
  return Buffer.concat([head, ...names.map((name) => Buffer.from(` ${name.padEnd(width)}`, 'latin1')), Buffer.from([0x1a])])
}
