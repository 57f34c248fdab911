import type { LucideIcon } from 'lucide-react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import './tabs.css'

export interface TabItem { id: string; text: string; icon?: LucideIcon; content: ReactNode }
interface TabsProps { label: string; items: TabItem[]; value: string; onChange: (id: string) => void; className?: string; after?: ReactNode }

/** Panels of which one shows. `after` stands at the end of the tab row. Only the shown panel is mounted. */
export function Tabs(props: TabsProps) {
  return (
    <AriaTabs className={`tabs ${props.className ?? ''}`} selectedKey={props.value} onSelectionChange={(key) => props.onChange(String(key))}>
      <div className="tab-row">
        <TabList className="tab-list" aria-label={props.label} items={props.items}>{(item) => <Tab id={item.id} className="tab">{item.icon && <Icon of={item.icon} size={14} />}{item.text}</Tab>}</TabList>
        {props.after}
      </div>
      {props.items.map((item) => <TabPanel key={item.id} id={item.id} className="tab-panel">{item.content}</TabPanel>)}
    </AriaTabs>
  )
}
