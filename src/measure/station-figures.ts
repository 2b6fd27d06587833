import type { StationName } from '../model/vocabulary.ts'
import type { Hours, Scenario } from '../scenario/scenario.ts'
import type { StationFigures } from './results.ts'
import type { StationTally } from './station-tally.ts'

interface Capacity {
  readonly servers: number
  readonly hours: Hours
}

/** Sums up a station, whether or not it had customers. */
export function stationFigures(name: StationName, scenario: Scenario, tally: StationTally | undefined): StationFigures {
  const capacity = capacityOf(name, scenario)
  const served = tally?.waits.total ?? 0
  tally?.settle()
  return {
    name,
    limited: capacity !== null,
    served,
    meanWait: served === 0 ? 0 : tally!.waitTime.toNumber() / served,
    p50: tally?.waits.quantile(0.5) ?? 0,
    p90: tally?.waits.quantile(0.9) ?? 0,
    max: tally?.waits.max ?? 0,
    longestQueue: tally?.longest ?? 0,
    longestAt: tally === undefined || tally.longest === 0 ? null : tally.longestAt,
    utilisation: capacity === null ? null : utilisation(capacity, scenario.horizon, tally),
  }
}

/** What the scenario lets a station do; `null`: there is no limit, or nothing that it would limit. */
function capacityOf(name: StationName, scenario: Scenario): Capacity | null {
  const { stations, helpDesk, categories, support, cohorts, change } = scenario
  switch (name) {
    case 'push':
      return stations.push === null ? null : { servers: 1, hours: null }
    case 'scep':
      return stations.scep === null ? null : { servers: 1, hours: null }
    case 'help_desk':
      return helpDesk === null ? null : { servers: helpDesk.agents, hours: helpDesk.hours }
    case 'categories': {
      const used = change.kind === 'in-place' && cohorts.some(({ category }) => category > 0)
      return used && categories.kinds.length > 0 ? { servers: 1, hours: categories.hours } : null
    }
    case 'support':
      return support.openedAt === null ? null : { servers: 1, hours: support.hours }
  }
}

function utilisation({ servers, hours }: Capacity, horizon: number, tally: StationTally | undefined): number {
  const open = hours === null ? horizon : openTime(hours, horizon)
  const busy = tally?.busyTime.reduce((sum, time) => sum + time, 0) ?? 0
  return open === 0 ? 0 : busy / (servers * open)
}

function openTime(hours: NonNullable<Hours>, horizon: number): number {
  return hours.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, horizon) - Math.max(from, 0)), 0)
}
