import { isHole } from './hole.ts'

/** Minutes after midnight of a time of day, `24:00` being 1440. */
export function minutesOf(time: string): number {
  return isHole(time) ? Number.NaN : Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
