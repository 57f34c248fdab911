import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

/** What a run of the command line took: seconds, seconds of processor time, the most memory of all its processes together (megabytes, sampled twenty times a second), the longest time (seconds) in which it said nothing. */
export interface Measured { seconds: number; cpu: number; peak: number; silence: number }

/** Runs the command line as a user would. */
export async function runMeasured(words: string[]): Promise<Measured> {
  const began = performance.now()
  const child = spawn('/bin/sh', ['-c', '"$0" "$@"; code=$?; times >&2; exit $code', join(root, 'bin/atlas'), ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
  let peak = 0
  let said = began
  let silence = 0
  let errors = ''
  child.stderr.on('data', (text: Buffer) => { const now = performance.now(); silence = Math.max(silence, now - said); said = now; errors += text.toString() })
  const timer = setInterval(() => { peak = Math.max(peak, residentMegabytes(child.pid!)) }, 50)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  clearInterval(timer)
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${errors.slice(-500)}`)
  const cpu = [...(errors.trimEnd().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
  return { cpu, seconds: (performance.now() - began) / 1000, peak, silence: Math.max(silence, performance.now() - said) / 1000 }
}

/** Resident memory of a process and all below it, shared pages counted once for each. */
function residentMegabytes(pid: number): number {
  try {
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    return Math.round(own + children.reduce((sum, one) => sum + residentMegabytes(Number(one)), 0))
  } catch { return 0 }
}

/** Makes a file of events, the same bytes each time: as a table, or as GeoJSON. */
export function makeEvents(path: string, count: number, noteLength: number, asGeoJson: boolean): void {
  const types = [['Battles', 'Armed clash'], ['Riots', 'Mob violence'], ['Violence against civilians', 'Attack'], ['Protests', 'Peaceful protest'], ['Strategic developments', 'Arrests']] as const
  const words = ['On', 'the', 'road', 'near', 'town', 'armed', 'men', 'stopped', 'a', 'vehicle', 'and', 'took', 'goods', 'several', 'people', 'fled', 'to', 'market', 'école', 'said'] as const
  let seed = 12345
  const random = (below: number): number => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return Math.floor((seed / 4294967296) * below) }
  const file = openSync(path, 'w')
  let text = asGeoJson ? '{"type":"FeatureCollection","features":[\n' : 'event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,admin1,admin2,latitude,longitude,fatalities,notes\n'
  for (let i = 0; i < count; i++) {
    const [type, sub] = types[random(5)]!
    const date = `${2010 + random(15)}-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`
    const [lat, lon] = [(2 + random(90000) / 10000).toFixed(4), (14 + random(130000) / 10000).toFixed(4)]
    let note = ''
    while (note.length < noteLength) note += `${words[random(20)]!} `
    const quoted = random(4) === 0 ? `${note.trim()}, "${words[random(20)]}"` : note.trim()
    const cells = { event_id_cnty: `CAF${i + 1}`, event_date: date, event_type: type, sub_event_type: sub, actor1: `Group ${random(300)}`, actor2: random(3) ? `Civilians (${random(40)})` : '', admin1: `Province ${random(17)}`, admin2: `Préfecture ${random(90)}` }
    const deaths = random(10) < 7 ? 0 : random(20)
    text += asGeoJson
      ? `${i ? ',\n' : ''}${JSON.stringify({ type: 'Feature', properties: { ...cells, fatalities: deaths, notes: quoted }, geometry: { type: 'Point', coordinates: [Number(lon), Number(lat)] } })}`
      : `${Object.values(cells).join(',')},${lat},${lon},${deaths},${/[",]/.test(quoted) ? `"${quoted.replaceAll('"', '""')}"` : quoted}\n`
    if (text.length > 1 << 20) { writeSync(file, text); text = '' }
  }
  writeSync(file, asGeoJson ? `${text}\n]}\n` : text)
  closeSync(file)
}
