import { accessSync, closeSync, constants, openSync, realpathSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** Types of network file systems as Linux numbers them (statfs(2)): NFS, CIFS, SMB2, SMB, FUSE, AFS, 9P, Ceph. */
const networkTypes = new Set([0x6969, 0xff534d42, 0xfe534d42, 0x517b, 0x65735546, 0x5346414f, 0x01021997, 0x00c36400])
const syncedFolder = /[\\/](OneDrive|Dropbox|Google Drive|GoogleDrive|iCloud Drive|Nextcloud|ownCloud|Box)([ -][^\\/]*)?[\\/]/i

/** True for a folder on a network share or one that a cloud program synchronises: there WAL is not safe. */
export function isNetworkFolder(path: string): boolean {
  const real = realpathSync(path)
  if (syncedFolder.test(real) || real.startsWith('\\\\')) return true
  return process.platform === 'linux' && networkTypes.has(statfsSync(dirname(real)).type)
}

/** Why a file cannot be written where it lies, as a sentence, or null when it can. */
export function whyReadOnly(path: string): string | null {
  try {
    closeSync(openSync(path, 'r+'))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return code === 'EROFS' ? 'It lies on a read-only medium.' : 'The file is write-protected.'
  }
  try {
    accessSync(dirname(realpathSync(path)), constants.W_OK | constants.X_OK)
    return null
  } catch {
    return folderReason
  }
}

export const folderReason = 'Its folder is write-protected.'
