import type { Task } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Progress } from '../../ui/Progress.tsx'
import { wordsOr } from './words.ts'

/** A computation under way, in the words of its step, with Cancel. */
export function ComputeTask({ task }: { task: Task }) {
  const texts = useTexts()
  return <Progress text={task.progress ? wordsOr(texts, task.progress.step, task.title) : task.title} done={task.progress?.done ?? null} total={task.progress?.total ?? null} onCancel={task.cancel} />
}
