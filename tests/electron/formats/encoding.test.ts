import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { guessEncoding } from '../../../electron/core/formats/encoding.ts'

/** Short lists as attribute tables have them: a few names of places and nothing more. */
const texts: [encoding: string, text: string][] = [
  ['windows-1251', 'Авдал Бакол Банадир Бари'], ['windows-1251', 'Область;Широта\nКиевская;1\nХарьковская;2'], ['windows-1251', 'Київська область,Львівська,Одеська'], ['windows-1251', 'ДОНЕЦКАЯ ОБЛАСТЬ'], ['windows-1251', 'Бишкек,Ош,Жалал-Абад'],
  ['cp866', 'Москва,Тверь,Казань'], ['koi8-r', 'Авдал Бакол Банадир Бари'],
  ['windows-1256', 'أودل باكول بنادر بري'], ['windows-1256', 'المنطقة;خط العرض'], ['windows-1256', 'صنعاء,عدن,تعز,الحديدة,إب'],
  ['windows-1253', 'Αθήνα Θεσσαλονίκη Πάτρα Λάρισα'], ['windows-1255', 'ירושלים תל אביב חיפה באר שבע'], ['windows-874', 'กรุงเทพมหานคร เชียงใหม่ ขอนแก่น'],
  ['gb18030', '四川省 云南省 贵州省 西藏自治区'], ['big5', '彰化縣,南投縣,雲林縣,嘉義縣'], ['euc-kr', '강원도 춘천시 원주시 강릉시 경상북도 전라남도'], ['shift_jis', '東京都 大阪府 北海道 京都府'], ['shift_jis', 'アウダル バコール'],
  ['windows-1252', 'Préfecture de la Nana-Mambéré, Ouham-Pendé, Kémo'], ['windows-1252', 'São Paulo, Maranhão, Ceará, Rondônia'], ['windows-1252', 'Mão,Ação'], ['windows-1252', 'Ñuñoa, Bogotá, Córdoba'], ['windows-1252', 'Møre og Romsdal, Ærø, Malmø'], ['windows-1252', 'Provence-Alpes-Côte d’Azur è à ù'],
  ['cp850', 'Préfecture de la Nana-Mambéré, Ouham-Pendé, Kémo'], ['macintosh', 'Préfecture de la Nana-Mambéré, Ouham-Pendé, Kémo'],
  ['windows-1254', 'Şırnak Iğdır Ağrı Muş Diyarbakır Şanlıurfa'], ['windows-1250', 'Łódź, Kraków, Śląskie, Świętokrzyskie'], ['windows-1250', 'Šibenik, Čakovec, Koprivničko-križevačka, Požeško'],
]

describe('the encoding of bytes that do not say it', () => {
  it.each(texts)('%s is known by a few names: %s', (encoding, text) => {
    const bytes = iconv.encode(text, encoding)
    expect(iconv.decode(bytes, guessEncoding(bytes).encoding)).toBe(text)
  })

  it('UTF-8 is taken as such, without a remark', () => {
    expect(guessEncoding(Buffer.from('Авдал, Żory, 東京'))).toEqual({ encoding: 'utf-8', note: null })
  })
})
