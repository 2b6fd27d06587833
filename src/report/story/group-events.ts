import type { TracedEvent } from '../../experiment/trace.ts'

/** Events of one instant that are told together; the first stands for all. */
export type EventGroup = readonly TracedEvent[]

/** What begins a new step even within a class of events. */
const HEADS = [
  /^(online|offline|change|arrived|acted|enrolled|enrol-refused|enrol-failed|blocked|unblocked|push-arrived)$/,
  /^(checkin|call|action-issued|action-dropped)/,
]

/** Groups the events of one device, which come in their order: what one thing causes at an instant belongs to it. */
export function groupEvents(events: readonly TracedEvent[]): EventGroup[] {
  const groups: TracedEvent[][] = []
  events.forEach((event, at) => {
    const group = groups.at(-1)
    if (group !== undefined && belongs(group, event, events[at + 1])) group.push(event)
    else groups.push([event])
  })
  return groups
}

function belongs(group: EventGroup, event: TracedEvent, next: TracedEvent | undefined): boolean {
  const head = group[0]!
  const last = group.at(-1)!
  if (event.time !== head.time) return false
  const checksIn = event.event.startsWith('checkin')
  // The push, and then the check-in of the same instant that it causes.
  if (checksIn && last.event === 'push-arrived') return true
  if (event.priority !== last.priority) return false
  switch (event.event) {
    case 'change':
      return true
    case 'offline':
      return next?.event === 'stranded' && next.time === event.time
    case 'enrol-failed':
      return last.event === 'offline'
    case 'action-dropped':
      return head.event === 'acted' || checksInBefore(group)
    case 'checkin-ok':
    case 'checkin-apns_blocked':
    case 'checkin-throttled':
      return head.event === 'enrolled' && !checksInBefore(group)
    default:
      return !HEADS.some((heads) => heads.test(event.event))
  }
}

function checksInBefore(group: EventGroup): boolean {
  return group.some(({ event }) => event.startsWith('checkin'))
}
