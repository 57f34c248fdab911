import { useStore } from '../../app/store.ts'
import { useTexts } from '../../i18n.ts'
import { Select } from '../../ui/Select.tsx'
import { setProfile, useProfile, type ProfileState } from './state.ts'

/** Which days count: each indicator's own, those of the timeline, or two dates. */
export function Period(props: { reversed: boolean }) {
  const texts = useTexts()
  const { t, date } = texts
  const profile = useProfile()
  const timeline = useStore((state) => state.period)
  const own = { id: 'own', text: t('profile.period.own') }
  const fromTimeline = { id: 'timeline', text: timeline ? t('profile.period.timeline', { from: date(timeline.from), to: date(timeline.to) }) : t('profile.period.timelineAll') }
  return (
    <>
      <Select label={t('profile.period')} items={[own, fromTimeline, { id: 'dates', text: t('profile.period.dates') }]} value={profile.period} onChange={(id) => setProfile({ period: id as ProfileState['period'] })} />
      {profile.period === 'dates' && (
        <div className="profile-dates">
          <label className="field"><span className="field-label">{t('profile.period.from')}</span><input className="input figures" type="date" value={profile.from} onChange={(event) => setProfile({ from: event.target.value })} aria-invalid={props.reversed} /></label>
          <label className="field"><span className="field-label">{t('profile.period.to')}</span><input className="input figures" type="date" value={profile.to} onChange={(event) => setProfile({ to: event.target.value })} aria-invalid={props.reversed} /></label>
          {props.reversed && <p className="field-error" role="alert">{t('profile.period.order')}</p>}
        </div>
      )}
    </>
  )
}
