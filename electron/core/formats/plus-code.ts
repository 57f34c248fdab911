const letters = '23456789CFGHJMPQRVWX'
const whole = /^[23456789C][23456789CFGHJMPQRV][23456789CFGHJMPQRVWX]{6}\+(?:[23456789CFGHJMPQRVWX]{2,7})?$/

/** The middle of the cell of a full Plus code (Open Location Code, `6GCRMQRG+59`) as longitude and latitude, or null. Short codes need a place that they stand for and are none. */
export function readPlusCode(text: string): [lon: number, lat: number] | null {
  const code = text.trim().toUpperCase()
  if (!whole.test(code)) return null
  const digits = [...code.replace('+', '')].map((letter) => letters.indexOf(letter))
  let [south, west, height, width] = [-90, -180, 400, 400]
  for (let i = 0; i < Math.min(10, digits.length); i += 2) {
    height /= 20
    width /= 20
    south += digits[i]! * height
    west += digits[i + 1]! * width
  }
  for (const digit of digits.slice(10)) {
    height /= 5
    width /= 4
    south += Math.floor(digit / 4) * height
    west += (digit % 4) * width
  }
  return [west + width / 2, south + height / 2]
}
