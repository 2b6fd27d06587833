import { STATION_CAPTIONS } from './captions.ts'
import { formatCount, formatNumber, formatShare, formatTime, formatWait } from './format.ts'
import type { Moment, StationSummary, Summary } from './summary.ts'
import { labelled } from './text-block.ts'

/** What people and services do besides check-ins and pushes: a line for each mechanism that the run used. */
export function renderServices({ enrolments, calls, actions, stations, canary }: Summary, width: number): string[] {
  const lines: (readonly [label: string, text: string])[] = []
  if (enrolments.ok + enrolments.failed > 0) {
    const refused = enrolments.refused === 0 ? '' : ` (${formatCount(enrolments.refused)} of them refused)`
    lines.push(['Enrolments', `${formatCount(enrolments.ok)} done, ${formatCount(enrolments.failed)} failed${refused}`])
  }
  if (calls.opened > 0) {
    const { opened, closed, abandoned } = calls
    lines.push([
      'Calls',
      `${formatCount(opened)} opened, ${formatCount(closed)} closed, ${formatCount(abandoned)} abandoned`,
    ])
  }
  if (actions.issued + actions.dropped > 0) {
    const { issued, executed, dropped, hours } = actions
    const after =
      executed === 0 ? '' : `, half of them within ${formatWait(hours.p50)}, 90 % within ${formatWait(hours.p90)}`
    lines.push([
      'Actions',
      `${formatCount(issued)} issued, ${formatCount(dropped)} dropped; ${formatCount(executed)} executed${after}`,
    ])
  }
  for (const station of stations) {
    if (station.limited && (station.served > 0 || station.longestLine.since !== null)) {
      lines.push([STATION_CAPTIONS[station.station], stationText(station)])
    }
  }
  if (canary !== null) {
    const step = (name: string, moment: Moment | null): string =>
      moment === null ? `not ${name}` : `${name} ${formatTime(moment.at)}`
    const steps = [step('enrolled', canary.enrolled), step('visible', canary.visible), step('locked', canary.locked)]
    lines.push(['Canary', steps.join(', ')])
  }
  return lines.flatMap(([label, text]) => labelled(label, text, width))
}

function stationText({ served, waitHours: { p50, p90, max }, utilisation, longestLine }: StationSummary): string {
  const waits =
    served === 0
      ? 'none served'
      : `${formatNumber(served, 'wait')}: half up to ${formatWait(p50)}, 90 % up to ${formatWait(p90)}, longest ${formatWait(max)}`
  const line =
    longestLine.since === null
      ? ''
      : `; longest line ${formatCount(longestLine.customers)}, ${formatTime(longestLine.since.at)}`
  return `${waits}; ${formatShare(utilisation ?? 0)} busy${line}`
}
