import type { Presence, Scenario } from '../scenario.ts'
import type { Problem } from '../words/diagnostic.ts'
import { HOUR } from '../words/duration.ts'
import { onlineShare } from './expected-times.ts'
import type { Group } from './groups.ts'
import { count, inFleet, roughly, type Subject, total } from './lint-subject.ts'
import { ASSIGNED, ruleShare } from './needs.ts'
import { takenOver } from './profile-risks.ts'

const MINUTE = 60_000
/** Longer than this, a wave or a switch is no longer quick. Assumption. */
const QUICK = HOUR
/** The time between two scheduled check-ins. Microsoft: about every 8 hours. */
const SHIFT = 8 * HOUR

/** Finds capacities that are plainly too small for the fleet. */
export function findStationRisks(subject: Subject): Problem[] {
  return [
    ...serviceCapacity(subject),
    ...pushCapacity(subject),
    ...pushStarvation(subject),
    ...certificateCapacity(subject),
  ]
}

function serviceCapacity(subject: Subject): Problem[] {
  const { service } = subject.scenario.stations
  if (service === null) return []
  const path = ['stations', 'service', 'ratePerMinute']
  const fleet = fleetTotal(subject, () => 1)
  const steady = pollsPerMinute(subject.scenario)
  if (steady > service.ratePerMinute) {
    const message = `admits fewer check-ins than the ${Math.ceil(steady)} a minute that ${count(fleet, 'device')} make by schedule`
    return [{ path, code: 'service-capacity', devices: fleet, message, hint: 'raise it, or check in less often' }]
  }
  const devices = largestMove(subject, ({ presence }) => onlineShare(presence, subject.scenario.horizon))
  const drain = (devices / service.ratePerMinute) * MINUTE
  if (drain <= QUICK) return []
  return [
    {
      path,
      code: 'service-capacity',
      devices,
      message: `takes ${roughly(drain)} to admit about ${count(devices, 'device')} that move at one instant and are online`,
      hint: 'raise it, or move in smaller waves',
    },
  ]
}

/** Scheduled check-ins of devices that are online, a minute. */
function pollsPerMinute({ cohorts, poll, horizon }: Scenario): number {
  return total(cohorts, (cohort) => {
    const interval = poll.interval[cohort.platform]
    return inFleet(cohort) && interval !== null
      ? (cohort.devices * onlineShare(cohort.presence, horizon) * MINUTE) / interval
      : 0
  })
}

function pushCapacity(subject: Subject): Problem[] {
  const { stations, push } = subject.scenario
  if (stations.push === null || !push.enabled) return []
  const devices = largestMove(
    subject,
    () => 1,
    (group) => (group.wave === null ? push.onSwitch : push.onWave),
  )
  const drain = Math.ceil(devices / stations.push.batch) * stations.push.every
  if (drain <= QUICK) return []
  return [
    {
      path: ['stations', 'push', 'batch'],
      code: 'push-capacity',
      devices,
      message: `takes ${roughly(drain)} for the pushes to ${count(devices, 'device')} that move at one instant`,
      hint: 'send larger batches, or move in smaller waves',
    },
  ]
}

/** Batches that a fleet of dormant devices may cost before it is worth a word. */
const WASTED = 5

function pushStarvation(subject: Subject): Problem[] {
  const { stations, push } = subject.scenario
  if (stations.push === null || !push.enabled || stations.push.order === 'queue') return []
  const { order, batch, every } = stations.push
  const dormant = fleetTotal(subject, ({ presence }) => dormantShare(presence))
  // Of a random batch others get what is left by the dormant; nearly all have had a push after a few times that.
  const starved = order === 'fixed' ? dormant >= batch : (dormant / batch) * every * WASTED > QUICK
  if (!starved) return []
  const devices = fleetTotal(subject, ({ presence }) => 1 - dormantShare(presence))
  const fate = order === 'fixed' ? 'may never get a push' : 'wait long for a push'
  return [
    {
      path: ['stations', 'push', 'order'],
      code: 'push-starvation',
      devices,
      message: `up to ${count(devices, 'device')} ${fate}: ${count(dormant, 'device')} that are never online take places in every batch of ${batch}`,
      hint: 'use the order queue, or take dormant devices out first',
    },
  ]
}

function certificateCapacity(subject: Subject): Problem[] {
  const { scep } = subject.scenario.stations
  if (scep === null) return []
  const devices = Math.round(
    total(subject.cohorts, (placed) => {
      const { cohort } = placed
      const needs = inFleet(cohort) && takenOver(subject, placed).includes('certificate')
      return needs ? cohort.devices * ruleShare(cohort, 'certificate', ASSIGNED) : 0
    }),
  )
  const work = (devices / scep.ratePerMinute) * MINUTE
  if (work <= SHIFT) return []
  return [
    {
      path: ['stations', 'scep', 'ratePerMinute'],
      code: 'certificate-capacity',
      devices,
      message: `takes ${roughly(work)} to issue the certificates of ${count(devices, 'device')}`,
      hint: 'raise it, or move over a longer time',
    },
  ]
}

/** The most devices that one date moves, where a date moves devices. */
function largestMove(
  { scenario, cohorts, groups }: Subject,
  share: (cohort: Scenario['cohorts'][number]) => number,
  counts: (group: Group) => boolean = () => true,
): number {
  if (scenario.change.kind !== 'in-place') return 0
  const { dem } = scenario.change
  const moves = groups.filter(counts).map((group) =>
    total(cohorts, ({ cohort, index }) => {
      const waits = cohort.enrolment === 'userless' || (cohort.enrolment === 'dem' && dem === 'stays')
      return waits || !inFleet(cohort) ? 0 : cohort.devices * group.shares[index]! * share(cohort)
    }),
  )
  return Math.round(Math.max(0, ...moves))
}

function fleetTotal({ cohorts }: Subject, share: (cohort: Scenario['cohorts'][number]) => number): number {
  return Math.round(total(cohorts, ({ cohort }) => (inFleet(cohort) ? cohort.devices * share(cohort) : 0)))
}

function dormantShare(presence: Presence): number {
  if (presence.kind === 'mixture') return total(presence.of, (part) => part.share * dormantShare(part.presence))
  return presence.kind === 'dormant' ? 1 : 0
}
