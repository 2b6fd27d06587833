import type { Timeline, TimelineColumn } from '../measure/results.ts'
import type { Gap } from '../model/vocabulary.ts'

const COVERED: Readonly<Record<Gap, TimelineColumn>> = {
  management: 'managed',
  protection: 'protected',
  access: 'admitted',
}

/** How many devices of the fleet are in a gap at the first instant of each bucket. */
export function gapDevices(timeline: Timeline, gap: Gap): number[] {
  const covered = COVERED[gap]
  return Array.from(
    { length: timeline.buckets },
    (_, bucket) => timeline.count('devices', 0, bucket) - timeline.count(covered, 0, bucket),
  )
}
