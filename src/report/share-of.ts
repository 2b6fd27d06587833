import type { Timeline, TimelineColumn } from '../measure/results.ts'

/** Share of the devices of the fleet that count for a column at a bucket; 1 where no device is there yet. */
export function shareOf(timeline: Timeline, column: TimelineColumn, bucket: number): number {
  const devices = timeline.count('devices', 0, bucket)
  return devices === 0 ? 1 : timeline.count(column, 0, bucket) / devices
}
