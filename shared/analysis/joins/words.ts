import { plainLetters, scriptOf, toLatin } from './letters.ts'
import { soundOf } from './sound.ts'

/**
 * A name taken apart: `whole` all its letters and digits, `core` its words without those that say what kind of unit it is, in order and sorted, `marks` its numbers and words of direction and rank, which tell units of like names apart,
 * `sound` how the core is spoken, `bones` its consonants in Latin letters.
 */
export interface NameForm { whole: string; core: string; sorted: string; words: string[]; marks: string; sound: string; bones: string; script: string }

const kindWords = new Set(`
province provinces provincia district districts distrito distritos region regions regiones regional prefecture prefectures sousprefecture sub sous commune communes comuna departement department departamento depto dept municipality municipio municipalite municipal municipalidad
county counties state estado etat governorate gouvernorat gobernacion muhafazah wilaya wilayah wilayat zone zona zones woreda ward territoire territory territorio cercle circle circonscription canton parroquia parish rayon raion raon oblast oblys krai respublika republic
kabupaten kota kecamatan provinsi upazila zila zilla jilla tehsil taluk division subdivision arrondissement city ville ciudad town township ilce il viloyat velayat dzongkhag gewog changwat amphoe tinh quan huyen ayil okrug admin administrative administratif
of the de du des d di da do dos das la le les l el los las en al ad as ar ash an az at y e et and und i
محافظه المحافظه منطقه المنطقه مديريه المديريه ولايه الولايه قضاء ناحيه اقليم بلديه مقاطعه المقاطعه دائره شعبيه
область район округ край республика провинция повят воеводство громада місто город
`.trim().split(/\s+/))

const markWords: Record<string, string> = {}
for (const line of [
  'north nord norte norther northern septentrional شمال الشمال شمالي الشمالي الشماليه', 'south sud southern meridional جنوب الجنوب جنوبي الجنوبي الجنوبيه', 'east est este eastern oriental orientale شرق الشرق شرقي الشرقي الشرقيه', 'west ouest oeste western occidental occidentale غرب الغرب غربي الغربي الغربيه',
  'upper haut haute hauts alto alta', 'lower bas basse bajo baja', 'central centre centro center middle moyen moyenne وسط الوسط الوسطي', 'greater grand grande gran great', 'lesser petit petite pequeno little', 'rural rurale', 'urban urbain urbaine urbano', 'inner interieur', 'outer exterieur', 'old vieux ancien', 'new nouveau nouvelle nuevo nueva',
]) {
  const [mark, ...words] = line.split(' ')
  for (const word of [mark!, ...words]) markWords[word] = mark!
}
const roman: Record<string, string> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5', vi: '6', vii: '7', viii: '8', ix: '9', x: '10', xi: '11', xii: '12', xiii: '13', xiv: '14', xv: '15', xvi: '16' }

const known = new Map<string, NameForm>()

/** Takes a name apart. What was taken apart is remembered, up to 50,000 names. */
export function nameForm(name: string): NameForm {
  const before = known.get(name)
  if (before) return before
  if (known.size >= 50_000) known.clear()
  const form = takeApart(name)
  known.set(name, form)
  return form
}

function takeApart(name: string): NameForm {
  const plain = plainLetters(name).replace(/\b([ldn])['’‘`ʼ´](?=\p{L})/gu, (_, letter: string) => (letter === 'n' ? 'n' : `${letter} `)).replace(/['’‘`ʼ´ʻʿʾ.]/g, '')
  const all = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const words = all.map((word, i) => numberOf(word, i, all.length) ?? (word === 'sur' && (i === 0 || i === all.length - 1) ? 'south' : (Object.hasOwn(markWords, word) ? markWords[word]! : withoutArticle(word))))
  const named = words.filter((word) => !kindWords.has(word))
  const core = named.some((word) => /\p{L}/u.test(word)) ? named : words
  const marks = core.filter((word) => /^\d+$/.test(word) || Object.hasOwn(markWords, word)).toSorted().join(' ')
  const text = core.join('')
  return { whole: all.join(''), core: text, sorted: core.toSorted().join(' '), words: core, marks, sound: soundOf(toLatin(text)), bones: bonesOf(text), script: scriptOf(text) }
}

/** `5`, `05`, `5e`, `1er`, `2nd`, `3º` and a Roman number beside other words, as digits. */
function numberOf(word: string, at: number, of: number): string | null {
  const digits = /^0*(\d+)(er|ere|re|e|eme|ieme|nd|rd|th|st|o|a|ro|do)?$/.exec(word)?.[1]
  if (digits !== undefined) return digits
  return of > 1 && at === of - 1 && Object.hasOwn(roman, word) ? roman[word]! : null
}

function withoutArticle(word: string): string {
  return /^ال\p{L}{3,}/u.test(word) ? word.slice(2) : word
}

function bonesOf(core: string): string {
  return toLatin(core).replace(/ph/g, 'f').replace(/[ck]h|gh|q|ck/g, 'k').replace(/[sc]h|tch/g, 's').replace(/th/g, 't').replace(/dh/g, 'd').replace(/dj/g, 'j').replace(/[aeiouwyh]/g, '').replace(/c/g, 'k').replace(/z/g, 's').replace(/(.)\1+/g, '$1')
}
