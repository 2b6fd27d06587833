import { toHours } from '../export/csv.ts'
import type { Results, StationFigures } from '../measure/results.ts'
import { momentOf } from './moment-of.ts'
import { roundHours, roundShare } from './rounding.ts'
import type { Moment, StationSummary, Summary } from './summary.ts'

/** What the move asks of people and of services besides check-ins and pushes. */
export function summariseServices(
  results: Results,
): Pick<Summary, 'enrolments' | 'calls' | 'actions' | 'stations' | 'canary'> {
  const { load, actions, stations, canary } = results
  const moment = (at: number | null): Moment | null => (at === null ? null : momentOf(results, at))
  return {
    enrolments: {
      ok: load.total('enrolments_ok'),
      failed: load.total('enrolments_failed'),
      refused: load.total('enrolments_refused'),
    },
    calls: {
      opened: load.total('calls_opened'),
      closed: load.total('calls_closed'),
      abandoned: load.total('calls_abandoned'),
    },
    actions: {
      issued: load.total('actions_issued'),
      executed: load.total('actions_executed'),
      dropped: load.total('actions_dropped'),
      hours: { p50: hours(actions.p50), p90: hours(actions.p90), max: hours(actions.max) },
    },
    stations: stations.map((station) => summariseStation(station, moment(station.longestAt))),
    canary:
      canary === null
        ? null
        : { enrolled: moment(canary.enrolled), visible: moment(canary.visible), locked: moment(canary.locked) },
  }
}

function summariseStation(station: StationFigures, since: Moment | null): StationSummary {
  const { name, limited, served, meanWait, p50, p90, max, utilisation, longestQueue } = station
  return {
    station: name,
    limited,
    served,
    waitHours: { mean: hours(meanWait), p50: hours(p50), p90: hours(p90), max: hours(max) },
    utilisation: utilisation === null ? null : roundShare(utilisation),
    longestLine: { customers: longestQueue, since },
  }
}

function hours(ms: number): number {
  return roundHours(toHours(ms))
}
