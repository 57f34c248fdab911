import { execFileSync } from 'node:child_process'
import { expect, file, test } from './support.ts'
import { importFiles } from './profile-steps.ts'
import { districtsGeoJson } from './profile-files.ts'

test.use({ project: 'empty' })

/** The core processes of this test's host. */
function cores(): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes('workers/core.')).map((line) => Number.parseInt(line, 10))
}

test('when the core’s process dies, another one opens the project again and the window goes on', async ({ app, host }) => {
  await importFiles(app, [file('districts.geojson', districtsGeoJson())])
  const layers = async (): Promise<string[]> => (await host.call('layers.list', {})).map((layer) => layer.name)
  expect(await layers()).toEqual(['districts'])
  const [before, ...more] = cores()
  expect(more).toEqual([])
  process.kill(before!, 'SIGKILL')
  await expect.poll(() => cores().filter((pid) => pid !== before).length).toBe(1)

  expect(await layers()).toEqual(['districts'])
  await importFiles(app, [file('places.csv', 'place,n\na,1\nb,2\n', 'text/csv')])
  expect(await layers()).toContain('places')
  await app.keyboard.press('ControlOrMeta+z')
  await expect.poll(layers).toEqual(['districts'])
})
