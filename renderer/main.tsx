import { createRoot } from 'react-dom/client'
import { Frame } from './app/Frame.tsx'

createRoot(document.getElementById('root')!).render(<Frame />)
