import { describe } from 'vitest'
import { tooMuchTests } from './too-much-tests.ts'

describe('files that ask for more memory than there is', () => { tooMuchTests(1) })
