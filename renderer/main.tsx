import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import './ui/fonts.ts'
import { Frame } from './app/Frame.tsx'

const element = document.getElementById('root')
if (element) {
  const root = createRoot(element)
  if (location.hash === '#gallery') void import('./ui/Gallery.tsx').then(({ Gallery }) => root.render(<Gallery />))
  else root.render(<Frame />)
}
