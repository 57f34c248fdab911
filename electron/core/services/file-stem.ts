const months = 'jan(?:uary|vier|\\.)?|enero|ene|f(?:eb(?:ruary|rero)?|évr?(?:ier)?|evr?(?:ier)?)|mar(?:ch|s|zo)?|apr(?:il)?|avr(?:il)?|abril|abr|may|mai|mayo|june?|juin|junio|july?|juil(?:let)?|julio|aug(?:ust)?|ao[uû]t|agosto|ago|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|d[eé]c(?:ember|embre)?|dic(?:iembre)?'
const passing = new RegExp(`^(?:${months}|v|ver|version|final|copy|copie|copia|new|latest|update[d]?|q|s|w|week|semaine|semana|to|a|au)$`, 'u')

/** A file's (or sheet's) name without what changes from one month's file to the next: ending, numbers, dates, versions, the words for a copy. `ACLED_events_3-Nov-2024 (1).csv` → `acled events`. */
export function fileStem(name: string): string {
  const words = name.normalize('NFKC').toLowerCase().replace(/(\.[a-z]{1,8}){1,2}$/, '').split(/[^\p{L}\p{M}]+/u)
  return words.filter((word) => word !== '' && !passing.test(word)).join(' ')
}
