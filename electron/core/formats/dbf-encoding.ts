import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { guessEncoding } from './encoding.ts'

/** What names the encoding of a dBase table: the analyst, the .cpg file's text, the header's language byte, and the bytes themselves (`cells`: some of its texts that hold bytes beyond ASCII). */
export interface EncodingClues { given?: string; cpg: string | null; language: number; cells: Uint8Array[] }

export interface FoundEncoding { encoding: string; note: { code: string; sample: string } | null }

const languages: Record<number, string> = {
  0x01: 'cp437', 0x02: 'cp850', 0x04: 'macintosh', 0x08: 'cp865', 0x09: 'cp437', 0x0a: 'cp850', 0x0b: 'cp437', 0x0d: 'cp437', 0x0e: 'cp850', 0x0f: 'cp437', 0x10: 'cp850', 0x11: 'cp437', 0x12: 'cp850', 0x13: 'shift_jis', 0x14: 'cp850', 0x15: 'cp437', 0x16: 'cp850', 0x17: 'cp865', 0x18: 'cp437', 0x19: 'cp437', 0x1a: 'cp850', 0x1b: 'cp437', 0x1c: 'cp863', 0x1d: 'cp850', 0x1f: 'cp852', 0x22: 'cp852', 0x23: 'cp852', 0x24: 'cp860', 0x25: 'cp850', 0x26: 'cp866', 0x37: 'cp850', 0x40: 'cp852', 0x4d: 'gbk', 0x4e: 'euc-kr', 0x4f: 'big5', 0x50: 'windows-874', 0x58: 'windows-1252', 0x59: 'windows-1252', 0x64: 'cp852', 0x65: 'cp866', 0x66: 'cp865', 0x67: 'cp861', 0x6a: 'cp737', 0x6b: 'cp857', 0x6c: 'cp863', 0x78: 'big5', 0x79: 'euc-kr', 0x7a: 'gbk', 0x7b: 'shift_jis', 0x7c: 'windows-874', 0x7d: 'windows-1255', 0x7e: 'windows-1256', 0x86: 'cp737', 0x87: 'cp852', 0x88: 'cp857', 0xc8: 'windows-1250', 0xc9: 'windows-1251', 0xca: 'windows-1254', 0xcb: 'windows-1253', 0xcc: 'windows-1257',
}

/** The encoding of a dBase table: given, else the .cpg, else UTF-8 where the bytes are valid UTF-8, else the language byte, else a guess. A .cpg that says UTF-8 over other bytes is not believed, and a note says so. */
export function encodingOfDbf({ given, cpg, language, cells }: EncodingClues): FoundEncoding {
  if (given && iconv.encodingExists(given)) return { encoding: normal(given), note: null }
  const valid = cells.every((cell) => isUtf8(withoutCutCharacter(cell)))
  const named = cpg ? encodingOfCpg(cpg) : null
  if (named && !(named === 'utf-8' && !valid)) return { encoding: named, note: null }
  if (cells.length && valid) return { encoding: 'utf-8', note: null }
  const byLanguage = languages[language]
  const found = byLanguage && iconv.encodingExists(byLanguage) ? byLanguage : cells.length ? guess(cells, language === 0x57 || language === 0x03) : 'windows-1252'
  if (named) return { encoding: found, note: { code: 'ENCODING_DIFFERS', sample: `the .cpg says UTF-8, but the text is not; read as ${found}` } }
  return { encoding: found, note: byLanguage || !cells.length || ((language === 0x57 || language === 0x03) && found === 'windows-1252') ? null : { code: 'ENCODING_GUESSED', sample: found } }
}

/** The bytes without a UTF-8 character that the end of a field cuts. */
export function withoutCutCharacter(cell: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, cell.length); back++) {
    const byte = cell[cell.length - back] ?? 0
    if (byte < 0x80) return cell
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? cell.subarray(0, cell.length - back) : cell
  }
  return cell
}

function encodingOfCpg(text: string): string | null {
  const name = text.replace(/^\uFEFF/, '').replace(/[\0\s]+/g, ' ').trim().slice(0, 40)
  const found = /^(?:ansi|oem|cp|ms|windows|win)?[ _-]?(\d{3,5})$/i.exec(name)
  const page = found?.[1] === '65001' ? 'utf-8' : found?.[1] === '936' ? 'gbk' : found?.[1] === '950' ? 'big5' : found?.[1] === '932' ? 'shift_jis' : found?.[1] === '949' ? 'cp949' : found?.[1]?.startsWith('8859') ? `iso-8859-${found[1].slice(4)}` : found?.[1] ? (/^125\d$|^874$/.test(found[1]) ? `windows-${found[1]}` : `cp${found[1]}`) : name
  return page && iconv.encodingExists(page) ? normal(page) : null
}

function normal(name: string): string {
  return /^(utf-?8|cp65001)$/i.test(name) ? 'utf-8' : name.toLowerCase()
}

const scripts: [encoding: string, common: string][] = [
  ['gbk', '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严简语体乡镇村州湖河城区岛'],
  ['big5', '的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題程展五果料象員位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再采轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報鬥完類八離華名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界拉林律叫且究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近礦千周委素技備半辦青省列習響約支般史感勞便團往歷市克何除消構府稱太準精值號率族維劃選標寫存候毛親快效斯院查江型眼王按格養易置派層片始卻專狀育廠京識適屬圓包火住調滿縣局照參紅細引聽該鐵價嚴繁體語鄉鎮村州湖河城島臺灣'],
  ['shift_jis', 'のにはをたがでてとしれさあいうえおかきくけこなまらりるんアイウエオカキクケコサシスセソタチツテトナニノハヒフマミムメモラリルレロワンー日本国人市区町村県都府道大中小東西南北山川島田'],
  ['euc-kr', '이가을를의에는은로와과도시군구읍면동리남북한국대전라경상충청강원제주서울부산광인천수성신'],
]

/** Scripts of two bytes per character are known by their common characters; the rest is left to the general guess. A table of Windows is not in a code page of the Mac or of DOS. */
function guess(cells: Uint8Array[], windows: boolean): string {
  const sample = Buffer.concat(cells.flatMap((cell) => [cell, Buffer.from(' ')])).subarray(0, 65_536)
  let best = { encoding: '', share: 0 }
  for (const [encoding, common] of scripts) {
    const wide = [...iconv.decode(sample, encoding)].filter((c) => c > '\u007f')
    const share = wide.filter((c) => common.includes(c)).length / Math.max(1, wide.length)
    if (share > best.share) best = { encoding, share }
  }
  if (best.share >= 0.4) return best.encoding
  const { encoding } = guessEncoding(sample)
  return encoding === 'macintosh' || (windows && encoding === 'cp850') ? 'windows-1252' : encoding
}
