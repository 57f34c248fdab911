import { z } from 'zod'

/** One line of the desktop's menu as the page tells it: a command of the page's one list, in the page's language. */
export const menuItem = z.strictObject({ id: z.string().regex(/^[A-Za-z][\w.-]{0,60}$/), title: z.string().min(1).max(120), keys: z.string().max(40).regex(/^[\w+,.-]*$/).optional(), enabled: z.boolean() })
export const menuGroups = z.array(z.strictObject({ title: z.string().min(1).max(60), items: z.array(menuItem).max(60) })).max(12)
export type MenuGroups = z.infer<typeof menuGroups>

/** What the desktop offers the page beside the addresses that every host answers; `window.atlasDesktop` there, absent elsewhere. */
export interface DesktopBridge {
  /** Shows the page's commands in the system's menu. */
  setMenu(groups: MenuGroups): Promise<void>
  /** Hears of commands that were chosen in the menu, by id. */
  onCommand(listener: (id: string) => void): void
  /** Lets the analyst choose files with the system's dialog; they are held, not copied. Answers none where it is cancelled. */
  chooseFiles(): Promise<{ file: string; name: string }[]>
}
