import arabic400 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url'
import arabic600 from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url'
import cyrillic400 from '@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2?url'
import latin400 from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url'
import latin600 from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url'
import latinExt400 from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url'
import latinExt600 from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url'

const ranges = {
  latin: ['U+0000-00FF', 'U+2000-206F', 'U+2212'],
  latinExt: ['U+0100-02FF', 'U+1E00-1EFF'],
  cyrillic: ['U+0400-052F'],
  arabic: ['U+0600-06FF', 'U+0750-077F', 'U+08A0-08FF', 'U+FB50-FDFF', 'U+FE70-FEFF'],
}

/** The font files that labels are drawn with, all of this program: no glyph server. */
export function fontFaces(): Record<string, { url: string; 'unicode-range': string[] }[]> {
  return {
    'Noto Sans Regular': [face(latin400, ranges.latin), face(latinExt400, ranges.latinExt), face(cyrillic400, ranges.cyrillic), face(arabic400, ranges.arabic)],
    'Noto Sans SemiBold': [face(latin600, ranges.latin), face(latinExt600, ranges.latinExt), face(arabic600, ranges.arabic)],
  }
}

/** The font stack of labels of one weight. */
export function fontName(weight: 400 | 600): string {
  return weight === 600 ? 'Noto Sans SemiBold' : 'Noto Sans Regular'
}

function face(url: string, range: string[]): { url: string; 'unicode-range': string[] } {
  return { url: new URL(url, document.baseURI).href, 'unicode-range': range }
}
