import type { JoinArea } from '../../../../shared/analysis/joins/entry.ts'

/** An area with its names and its parents as code and name, the nearest first. */
export function area(code: string, path: [string, string][] = [], ...names: string[]): JoinArea {
  return { code, names: names.length > 0 ? names : [code], path: path.map(([parent, name]) => ({ code: parent, names: [name] })) }
}

export const chad = [area('TD0101', [['TD01', 'Batha']], 'Batha Est'), area('TD0102', [['TD01', 'Batha']], 'Batha Ouest'), area('TD0201', [['TD02', 'Borkou']], 'Borkou Yala')]
