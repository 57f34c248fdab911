/** Two months of events of one source: in the second, one event is corrected, one is new, most are gone and a column is new. */
export const october = ['event_id_cnty,event_date,event_type,fatalities,latitude,longitude', 'NOR1,2024-10-01,Battles,3,5.5,20.5', 'NOR2,2024-10-02,Riots,0,5.6,20.6', 'NOR3,2024-10-05,Battles,12,6.5,20.7', 'NOR4,2024-10-09,Protests,0,0,0', ...[0, 1, 2, 3, 4, 5, 6].map((i) => `NOR1${i},2024-10-1${i},Protests,${i},${5 + i / 10},${20 + i / 5}`)].join('\n')
export const november = ['event_id_cnty,event_date,event_type,fatalities,latitude,longitude,notes', 'NOR2,2024-10-02,Riots,1,5.6,20.6,corrected', 'NOR3,2024-10-05,Battles,12,6.5,20.7,', 'NOR5,2024-11-05,Battles,2,6.6,20.8,'].join('\n')
/** The same source with its columns called otherwise. */
export const renamed = november.replace('event_date', 'day_of_event')
