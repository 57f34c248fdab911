/** Saves a file that the host holds, as the browser or the desktop saves downloads. */
export function download(token: string, name: string): void {
  const link = document.createElement('a')
  link.href = `/download/${token}`
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
