/** The one scheme and host that the window ever shows. */
export const scheme = 'atlas'
export const page = 'atlas://app/'

/** What the scheme may do: what the page needs of a web origin, and nothing that weakens its policy. */
export const privileges = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  stream: true,
  corsEnabled: false,
  bypassCSP: false,
  allowServiceWorkers: false,
}

/** Whether an address is the page's own, by its parsed scheme and host. */
export function isOwn(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === `${scheme}:` && url.host === 'app' && !url.username && !url.port
  } catch {
    return false
  }
}
