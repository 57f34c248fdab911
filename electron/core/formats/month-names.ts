/** The month (1 to 12) that a name stands for in one of the languages known, or 0. */
export function monthOf(name: string): number {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replaceAll('ı', 'i')
  const other = otherMonths.findIndex((names) => names.includes(plain)) + 1
  if (other > 0) return other
  if (/^[a-z]/.test(plain) && !wholeNames.test(plain)) return 0
  return monthNames.findIndex((starts) => starts.some((start) => plain.startsWith(start.normalize('NFD').replace(/[\u0300-\u036f]/g, '')))) + 1
}

/** The beginnings of month names in English, French, Spanish, Portuguese and Arabic, without accents. */
const monthNames: readonly (readonly string[])[] = [
  ['jan', 'ene', 'يناير', 'كانون الثاني'], ['feb', 'fev', 'فبراير', 'شباط'], ['mar', 'مارس', 'آذار', 'اذار'], ['apr', 'avr', 'abr', 'أبريل', 'ابريل', 'نيسان'], ['may', 'mai', 'مايو', 'أيار', 'ايار'],
  ['jun', 'juin', 'يونيو', 'حزيران'], ['jul', 'juil', 'يوليو', 'تموز'], ['aug', 'aou', 'ago', 'أغسطس', 'اغسطس', 'آب'], ['sep', 'set', 'سبتمبر', 'أيلول', 'ايلول'], ['oct', 'out', 'أكتوبر', 'اكتوبر'],
  ['nov', 'نوفمبر'], ['dec', 'dic', 'dez', 'ديسمبر'],
]

const wholeNames = /^(jan(uary|vier|eiro)?|ene(ro)?|feb(ruary|rero)?|fev(rier|ereiro)?|mar(ch|s|zo|co)?|apr(il)?|avr(il)?|abr(il)?|may(o)?|mai(o)?|june?|juin|ju[nl][hi]?o|july?|juil(let)?|aug(ust)?|aou(t)?|ago(sto)?|sept?(ember|embre|iembre)?|set(iembre|embro)?|oct(ober|obre|ubre)?|out(ubro)?|nov(ember|embre|iembre|embro)?|dec(ember|embre)?|dic(iembre)?|dez(embro)?)$/

/** Months of other languages in full, without accents: Russian (as dates write it and by itself), Ukrainian, Turkish, Indonesian, German, Italian. */
const otherMonths: readonly (readonly string[])[] = [
  ['января', 'январь', 'янв', 'січня', 'ocak', 'januari', 'januar', 'gennaio'], ['февраля', 'февраль', 'фев', 'лютого', 'subat', 'februari', 'februar', 'febbraio'],
  ['марта', 'март', 'мар', 'березня', 'mart', 'maret', 'marz'], ['апреля', 'апрель', 'апр', 'квітня', 'nisan', 'april', 'aprile'],
  ['мая', 'маи', 'травня', 'mayis', 'mei', 'maggio'], ['июня', 'июнь', 'июн', 'червня', 'haziran', 'juni', 'giugno'], ['июля', 'июль', 'июл', 'липня', 'temmuz', 'juli', 'luglio'],
  ['августа', 'август', 'авг', 'серпня', 'agustos', 'agustus'], ['сентября', 'сентябрь', 'сен', 'вересня', 'eylul', 'settembre'], ['октября', 'октябрь', 'окт', 'жовтня', 'ekim', 'oktober', 'ottobre'],
  ['ноября', 'ноябрь', 'ноя', 'листопада', 'kasim'], ['декабря', 'декабрь', 'дек', 'грудня', 'aralik', 'desember', 'dezember', 'dicembre'],
]
