import type { Hours } from '../scenario.ts'
import { type Calendar, workingHours } from './calendar.ts'

/** Opening hours as written. */
export type HoursDocument = 'business' | 'always'

/** Returns business hours, Monday to Friday, 08:00 to 18:00 local time without holidays, as far as the calendar goes. */
export function officeHours(
  hours: HoursDocument,
  calendar: Calendar,
  timezone: string,
  holidays: readonly string[],
): Hours {
  if (hours === 'always') return null
  return workingHours(calendar.workDays({ timezone, days: 'mon-fri', from: '08:00', to: '18:00', holidays }))
}
