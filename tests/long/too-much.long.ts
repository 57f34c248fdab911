import { describe } from 'vitest'
import { tooMuchTests } from '../fuzz/too-much-tests.ts'

describe('files of full size that ask for more memory than there is', () => { tooMuchTests(10) })

