import type { Scenario } from '../../src/scenario/scenario.ts'
import { afterWork } from './arrivals.ts'
import { Draws, keyOfName } from './draws.ts'
import type { Device, Fleet } from './fleet.ts'

const HOUR = 3_600_000

export interface Ticket {
  readonly openedAt: number
  /** When each of its devices is switched, in their order. */
  readonly done: readonly { readonly device: Device; readonly at: number }[]
}

/**
 * The tickets of the cohorts that need one, as one server works them off: first answered, first served, then in the order
 * of the cohorts.
 */
export function ticketsOf(scenario: Scenario, { devices }: Fleet, switched: ReadonlySet<Device>): readonly Ticket[] {
  const { support, cohorts, seed } = scenario
  const { openedAt } = support
  if (openedAt === null) return []
  const tickets = cohorts
    .map((cohort, index) => {
      const lead = new Draws(keyOfName(seed, cohort.name), 0).duration(support.leadTime, 'ticketLeadTime')
      const waiting = devices.filter(
        (d) => d.cohortIndex === index && d.supported && !switched.has(d) && (d.arrivesAt ?? -1) < scenario.change.at,
      )
      return { waiting, answeredAt: afterWork(support.hours, openedAt, lead) }
    })
    .filter(({ waiting }) => waiting.length > 0)
    .sort((a, b) => (a.answeredAt === b.answeredAt ? 0 : a.answeredAt - b.answeredAt))

  const day = support.hours === null ? 24 * HOUR : 10 * HOUR
  let free = Number.NEGATIVE_INFINITY
  return tickets.map(({ waiting, answeredAt }) => {
    const begun = Math.max(answeredAt, free)
    const done = waiting.map((device, i) => {
      const at = afterWork(support.hours, begun, Math.floor((i + 1) * (day / support.devicesPerDay) + 0.5))
      return { device, at }
    })
    free = done.at(-1)!.at
    return { openedAt, done }
  })
}
