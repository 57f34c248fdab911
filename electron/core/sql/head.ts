import { closeSync, openSync, readSync } from 'node:fs'
import { AtlasError } from '../../../shared/contract/errors.ts'
import { connectNew, setJournal, type Db } from './database.ts'

/** "GPKG" in the header of a GeoPackage. */
export const applicationId = 0x47504b47
/** The version of the standard that we write, 1.3: GDAL before 3.7 warns of later ones. */
export const geoPackageVersion = 10300

/** Makes an empty file with the header of a GeoPackage, and its connection. */
export function createGeoPackageFile(path: string): Db {
  const db = connectNew(path)
  db.pragma(`application_id = ${applicationId}`)
  db.pragma(`user_version = ${geoPackageVersion}`)
  setJournal(db, 'delete')
  return db
}

/** The first 100 bytes of a file that says that it is SQLite. Throws `PROJECT_MISSING`, `PROJECT_UNREADABLE`, `NOT_A_PROJECT`. */
export function readHead(path: string): Uint8Array {
  const head = new Uint8Array(100)
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AtlasError('PROJECT_MISSING', 'There is no such project file. Check its name and folder.')
    throw new AtlasError('PROJECT_UNREADABLE', 'The project file cannot be read. Check who may read it.')
  }
  try {
    if (readSync(descriptor, head, 0, 100, 0) < 100 || new TextDecoder().decode(head.subarray(0, 16)) !== 'SQLite format 3\0') throw notAProject()
  } catch (error) {
    throw error instanceof AtlasError ? error : notAProject()
  } finally {
    closeSync(descriptor)
  }
  return head
}

export function notAProject(): AtlasError {
  return new AtlasError('NOT_A_PROJECT', 'The file is not a project of this program. Import it as a layer instead, or choose another file.')
}
