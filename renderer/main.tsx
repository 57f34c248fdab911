import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import './ui/fonts.ts'
import { Frame } from './app/Frame.tsx'

const root = document.getElementById('root')
if (root) createRoot(root).render(<Frame />)
