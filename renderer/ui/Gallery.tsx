import { Layers, Pencil, Star } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { dimensions } from '../../shared/model/dimension.ts'
import { Button, IconButton, ToggleButton } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { DimensionMark } from './DimensionMark.tsx'
import { severityRamp } from './dimensions.ts'
import { EmptyState } from './EmptyState.tsx'
import { ErrorBox } from './ErrorBox.tsx'
import { Checkbox, NumberField, SearchField, TextField } from './Fields.tsx'
import { MenuButton } from './Menu.tsx'
import { Popover } from './Popover.tsx'
import { Progress } from './Progress.tsx'
import { Select } from './Select.tsx'
import { Slider } from './Slider.tsx'
import { Splitter } from './Splitter.tsx'
import { Swatch } from './Swatch.tsx'
import { Tabs } from './Tabs.tsx'
import './gallery.css'

const nothing = () => {}

/** Every control on one page, for those who build screens and for the tests that look at them (address `#gallery`). */
export function Gallery() {
  const [text, setText] = useState('Bangui')
  const [number, setNumber] = useState<number | null>(12.5)
  const [choice, setChoice] = useState('b')
  const [on, setOn] = useState(true)
  const [share, setShare] = useState(0.6)
  const [tab, setTab] = useState('one')
  const [size, setSize] = useState(160)
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState('–')
  const dark = () => { document.documentElement.dataset.theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' }
  const turn = () => { document.documentElement.dir = document.documentElement.dir === 'rtl' ? 'ltr' : 'rtl' }
  return (
    <main className="gallery">
      <h1>Controls</h1>
      <Part title="Buttons">
        <Button onPress={dark}>Other theme</Button><Button onPress={turn}>Other direction</Button>
        <Button tone="accent" onPress={() => setDone('pressed')}>Compute</Button><Button tone="quiet">Quiet</Button><Button tone="danger">Delete</Button><Button icon={Layers}>With icon</Button><Button isDisabled>Disabled</Button><Button tone="accent" isDisabled>Disabled accent</Button>
        <IconButton label="Edit" icon={Pencil} keys="E" onPress={() => setDone('edited')} /><ToggleButton label="Star" icon={Star} isSelected={on} onChange={setOn} />
        <output>{done}</output>
      </Part>
      <Part title="Fields">
        <TextField label="Name" value={text} onChange={setText} help="As people call it." /><TextField label="Wrong" value={text} onChange={setText} error="This name is taken." /><SearchField label="Search" value={text} onChange={setText} />
        <NumberField label="Weight" value={number} onChange={setNumber} min={0} max={100} />
        <Select label="Level" value={choice} onChange={setChoice} items={[{ id: 'a', text: 'Level 1', detail: 'Widest' }, { id: 'b', text: 'Level 2' }, { id: 'c', text: 'Level 3', isDisabled: true }]} />
        <Checkbox isSelected={on} onChange={setOn}>Shown</Checkbox><Checkbox isSelected={false} isIndeterminate onChange={nothing}>Some shown</Checkbox>
        <Slider label="Opacity" value={share} onChange={setShare} min={0} max={1} step={0.05} format={{ style: 'percent' }} />
      </Part>
      <Part title="Menus and dialogs">
        <MenuButton label="Layer menu" icon={Layers} items={[{ id: 'zoom', text: 'Zoom to', keys: 'Z', onAction: () => setDone('zoomed') }, { line: true }, { id: 'gone', text: 'Remove', isDisabled: true, onAction: nothing }]} />
        <Popover label="More" trigger="More"><p>A small form.</p></Popover>
        <Button onPress={() => setOpen(true)}>Open dialog</Button>
        {open && <Dialog title="A decision" onClose={() => setOpen(false)} size="small" footer={<Button tone="accent" onPress={() => setOpen(false)}>Done</Button>}><p>Its reason.</p></Dialog>}
      </Part>
      <Part title="Feedback">
        <Progress text="Reading events" done={1200} total={4800} onCancel={nothing} /><Progress text="Looking" />
        <EmptyState icon={Layers} text="No layers yet: import boundaries first." action={{ text: 'Import', onPress: nothing }} />
        <ErrorBox error={{ code: 'CRS_MISSING', message: 'The file names no coordinate system. Choose one.' }} onRetry={nothing} />
      </Part>
      <Part title="Symbols">
        {dimensions.map((dimension) => <DimensionMark key={dimension} dimension={dimension} named />)}
        {dimensions.map((dimension) => <DimensionMark key={dimension} dimension={dimension} letter named />)}
        {severityRamp.map((colour) => <Swatch key={colour} geometry="polygon" colour={colour} name={colour} />)}
        <Swatch geometry="polygon" colour="#ffffff" missing name="Missing" />
        {(['point', 'line', 'polygon', 'raster', 'none'] as const).map((geometry) => <Swatch key={geometry} geometry={geometry} colour="#a21e34" name={geometry} />)}
        {(['lines', 'cross', 'dots'] as const).map((pattern) => <Swatch key={pattern} geometry="polygon" pattern={pattern} colour="#a21e34" name={pattern} />)}
      </Part>
      <Part title="Panels">
        <div className="gallery-panels">
          <div id="gallery-left" style={{ width: size }}>{size} px</div>
          <Splitter label="Width of the left part" direction="columns" controls="gallery-left" value={size} min={80} max={320} onChange={setSize} />
          <Tabs label="Parts" value={tab} onChange={setTab} items={[{ id: 'one', text: 'One', content: <p>First</p> }, { id: 'two', text: 'Two', content: <p>Second</p> }]} />
        </div>
      </Part>
    </main>
  )
}

function Part(props: { title: string; children: ReactNode }) {
  return <section className="gallery-part"><h2>{props.title}</h2><div className="gallery-row">{props.children}</div></section>
}
