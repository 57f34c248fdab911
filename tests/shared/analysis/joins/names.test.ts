import { describe, expect, it } from 'vitest'
import { neverByName } from '../../../../shared/analysis/joins/entry.ts'
import { likeness, similarity } from '../../../../shared/analysis/joins/likeness.ts'
import { nameForm } from '../../../../shared/analysis/joins/words.ts'

const like = (a: string, b: string): string => { const found = likeness(nameForm(a), nameForm(b)); return found ? found.reason : 'no' }
const score = (a: string, b: string): number => likeness(nameForm(a), nameForm(b))?.score ?? 0

describe('two names', () => {
  it.each([
    ['Mambéré-Kadéï', 'MAMBERE KADEI', 'name.same'], ["Ombella M'Poko", 'Ombella-M’poko', 'name.same'], ['Ouaka province', 'Ouaka', 'name.words'], ['Région de Ségou', 'Ségou', 'name.words'], ['Distrito Nacional de Chocó', 'Nacional Chocó', 'name.words'],
    ['Nord-Kivu', 'North Kivu', 'name.words'], ['Kivu du Nord', 'Nord-Kivu', 'name.words'], ['5e arrondissement', 'Arrondissement 05', 'name.words'], ['Arrondissement 5', 'Arrondissement V', 'name.same'.replace('same', 'words')], ['Bamako Commune II', 'Commune 2 Bamako', 'name.words'],
    ['محافظة إدلب', 'ادلب', 'name.words'], ['الحُدَيْدَة', 'الحديدة', 'name.same'], ['Chiquimula, Depto.', 'Chiquimula', 'name.words'], ['Łódź', 'Lodz', 'name.same'], ['Đồng Nai', 'Dong Nai', 'name.same'],
    ['Kismayo', 'Kismaayo', 'name.sound'], ['Baydhabo', 'Baidabo', 'name.sound'], ['Ouaka', 'Waka', 'name.sound'], ['Nana-Gribizi', 'Nana-Grébizi', 'name.sound'], ['Lattakia', 'Latakia', 'name.sound'], ['Tahoua', 'Tahua', 'name.sound'], ['Al-Hasakeh', 'Al Hasaka', 'name.sound'],
    ['Донецька область', 'Donetska', 'name.script'], ['دمشق', 'Dimashq', 'name.script'], ['Ouham-Pendé', 'Ouham', 'name.part'],
  ])('%s and %s are like: %s', (a, b, reason) => expect(like(a, b)).toBe(reason))

  it.each([
    ['Haut-Mbomou', 'Mbomou'], ['Basse-Kotto', 'Haute-Kotto'], ['North Kivu', 'South Kivu'], ['Arrondissement 4', 'Arrondissement 5'], ['Bamako I', 'Bamako II'], ['Kouango', 'Zangba'], ['Mali', 'Malawi'], ['', ''], ['الشمال', 'الجنوب'],
  ])('%j and %j are not like', (a, b) => expect(like(a, b)).toBe('no'))

  it('are liked the same from both sides, and never surer than equal ones', () => {
    for (const [a, b] of [['Kismayo', 'Kismaayo'], ['Baidoa', 'Baydhaba'], ['Donetsk', 'Донецьк'], ['Nord', 'Norte']] as const) {
      expect(score(a, b)).toBe(score(b, a))
      expect(score(a, b)).toBeLessThan(1)
    }
    expect(score('Nord', 'nord')).toBe(1)
  })
  it('are apart by edits and exchanged neighbours over their length', () => {
    expect([similarity('abcd', 'abdc'), similarity('abcd', 'abxd'), similarity('', ''), similarity('ab', 'abcdef')]).toEqual([0.75, 0.75, 1, 0])
  })
})

describe('never by name', () => {
  it.each([
    ['', 'empty'], ['  ', 'empty'], ['N/A', 'placeholder'], ['SO-XXX', 'placeholder'], ['Total', 'total'], ['Grand total', 'total'], ['Total Ouham', 'total'], ['Sous-total', 'total'], ['المجموع', 'total'], ['National', 'total'],
    ['Bangui IDPs', 'not-an-area'], ['Kakuma refugee camp', 'not-an-area'], ['Pastoral livelihood zone', 'not-an-area'], ['Abala (1)', 'not-an-area'], ['Déplacés de Bria', 'not-an-area'], ['مخيم الزعتري', 'not-an-area'],
    ['Campeche', null], ['Totonicapán', null], ['Ouaka', null], ['Nationale Est', null], ['Sumatra', null],
  ])('%j: %j', (entry, why) => expect(neverByName(entry)).toBe(why))
})
