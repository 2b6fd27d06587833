import { Temporal } from 'temporal-polyfill'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** A count with its thousands set apart: `15 400`. */
export function formatCount(value: number): string {
  return Math.round(value)
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, ' ')
}

/** A share as a percentage; one that is nearly but not quite none or all does not look like it. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1 %'
  if (share < 1 && share > 0.999) return '>99.9 %'
  return `${(share * 100).toFixed(share === 0 || share === 1 ? 0 : 1)} %`
}

/** A length of time in the unit that reads best: `35 min`, `7.9 h`, `3.2 d`. */
export function formatHours(hours: number): string {
  const size = Math.abs(hours)
  if (size < 1) return `${Math.round(hours * 60)} min`
  if (size < 48) return `${hours.toFixed(1)} h`
  return `${(hours / 24).toFixed(1)} d`
}

/** A wait, which may be one of seconds: `40 s`, `35 min`, `7.9 h`. */
export function formatWait(hours: number): string {
  const seconds = Math.round(hours * 3600)
  return seconds > 0 && seconds < 60 ? `${seconds} s` : formatHours(hours)
}

/** A local ISO time as people write it: `Fri 2026-03-06 18:00+01:00`, with whole seconds only where there are any. */
export function formatTime(iso: string): string {
  const day = DAYS[Temporal.PlainDate.from(iso.slice(0, 10)).dayOfWeek - 1]
  const seconds = iso.replace(/\.\d+/, '')
  return `${day} ${seconds.replace('T', ' ').replace(/(\d\d:\d\d):00(?=[+-]|$)/, '$1')}`
}

/** A number and its noun: `1 device`, `400 devices`. */
export function formatNumber(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`
}
