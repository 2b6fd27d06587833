import { keyOf, PRIORITY, timeOf } from '../../engine/time.ts'
import * as field from '../../fleet/device-table.ts'
import { BYTES, DOUBLES, INTS } from '../../fleet/device-table.ts'
import { back32, next32 } from '../../random/stream.ts'
import { EVENT } from '../codes.ts'
import { hasChanged, isReachable, NO_CAUSE } from '../coverage.ts'
import { holdsAnyOld } from '../profiles/retention.ts'
import { OUTCOME_CODE, STATE_CODE, TRIGGER_CODE } from '../vocabulary.ts'
import { mix, mixHigh, type World } from '../world.ts'
import { reconnectDelay } from './connection.ts'
import { nextInterval } from './poll-schedule.ts'
import { behaviourIn, exponentialSpell, nextToggle } from './presence.ts'

const ONLINE_CODE = EVENT.online
const OFFLINE_CODE = EVENT.offline
const MINUTE = 60_000
const POLL_OK = TRIGGER_CODE.poll * 6 + OUTCOME_CODE.ok
const POLL_OK_CODE = EVENT.checkin + TRIGGER_CODE.poll * 8 + OUTCOME_CODE.ok

/**
 * Whether nothing but counting happens until the device's next rare timer: it is managed, no gap is open, nothing waits
 * for it to come online, and a check-in changes nothing.
 */
export function isSteady(world: World, row: number): boolean {
  const { bytes, ints, doubles } = world
  const b = row * BYTES
  const n = row * INTS
  const state = bytes[b + field.SHOWN]!
  return (
    world.steady &&
    (state === STATE_CODE.managed_old || state === STATE_CODE.managed_new) &&
    bytes[b + field.PROTECTION_CAUSE] === NO_CAUSE &&
    bytes[b + field.ENROLLED] === 1 &&
    (bytes[b + field.STORED]! | bytes[b + field.WAITING_RENEWAL]!) === 0 &&
    (ints[n + field.WAITING_ACTS]! | ints[n + field.RETRIES]!) === 0 &&
    ints[n + field.PENDING]! < 0 &&
    (ints[n + field.UNUSUAL]! | ints[n + field.UNUSUAL + 1]! | ints[n + field.UNUSUAL + 2]!) === 0 &&
    !(Number.isNaN(doubles[row * DOUBLES + field.FIRST_CHECKIN]!) && hasChanged(world, row)) &&
    !(world.contactsRemove && holdsAnyOld(world, row))
  )
}

/**
 * The two timers that make up most of a device's life, presence and polls, in one loop with the state in locals: the same
 * events as `presenceComes`, `presenceGoes` and `poll`, for a device that is steady. Stops at the first key that is the
 * earliest rare timer's or `limit`, and before a check-in that the service may refuse: unless it is let `past` the
 * service, and counted there by minute.
 *
 * Everything is recorded `weight` times, so that −1 takes back what the same life has recorded before.
 *
 * Works with times instead of keys: at one instant a device comes online before it polls, and polls before it goes.
 */
export function liveSteadily(
  world: World,
  row: number,
  limit: number,
  past: Int32Array | null = null,
  weight = 1,
): void {
  const { doubles, ints, bytes, plan, recorder } = world
  const d = row * DOUBLES
  const n = row * INTS
  const b = row * BYTES
  const { checkins, changes, bucket, buckets } = recorder
  const polls = POLL_OK * buckets
  const reached = recorder.reachSeries(ints[n + field.COHORT]!)
  const counted = isReachable(bytes[b + field.SHOWN]!) ? weight : 0
  const makesUp = plan.scenario.poll.onReconnect === 'overdue-poll' ? 1 : 0
  const behaviour = behaviourIn(world, row)
  const means = behaviour.kind === 'renewal' ? behaviour.exponential : null
  const onlineMean = means?.online ?? 0
  const offlineMean = means?.offline ?? 0
  const stream = n + field.PRESENCE_STREAM
  const { intervals, interval } = world.cohort(row)
  const fixedInterval = intervals.isConstant ? interval : 0
  const { reconnectDelay: delay } = plan
  const fixedDelay = delay.isConstant ? delay.draw(0.5) : -1
  const stop = Math.min(limit, doubles[d + field.REST_KEY]!)
  const stopsComing = firstNotBefore(stop, PRIORITY.online)
  const stopsGoing = firstNotBefore(stop, PRIORITY.offline)
  const stopsPolling = firstNotBefore(stop, PRIORITY.attempt)
  const stopsCheckins = plan.throttled && past === null ? 0 : stopsPolling
  let toggle = timeOf(doubles[d + field.PRESENCE_KEY]!)
  let poll = timeOf(doubles[d + field.POLL_KEY]!)
  let due = doubles[d + field.DUE]!
  let contact = doubles[d + field.LAST_CONTACT]!
  let online = bytes[b + field.ONLINE]!
  let overdue = bytes[b + field.OVERDUE]!
  let hashA = ints[n + field.HASH_A]!
  let hashB = ints[n + field.HASH_B]!
  let handled = 0
  let attempts = 0
  const draws = means !== null
  for (;;) {
    // The spell after this one, drawn before it is known whether it comes: the processor need not wait for it then.
    const next = draws ? exponentialSpell(online === 1 ? offlineMean : onlineMean, next32(ints, stream)) : 0
    if (online === 1) {
      for (; poll <= toggle && poll < stopsCheckins; handled++) {
        contact = poll
        attempts++
        checkins[polls + Math.floor(poll / bucket)]! += weight
        if (past !== null) past[Math.floor(poll / MINUTE)]! += weight
        hashA = mix(hashA ^ poll, POLL_OK_CODE)
        hashB = mixHigh(hashB, hashA, poll)
        overdue = 0
        if (poll === due) due = poll + (fixedInterval > 0 ? fixedInterval : nextInterval(world, row))
        poll = due
      }
      if (poll <= toggle || toggle >= stopsGoing) break
      online = 0
      ints[n + field.SPELL]!++
      poll = due
    } else {
      for (; poll < toggle && poll < stopsPolling; handled++) {
        overdue = makesUp
        due = poll + (fixedInterval > 0 ? fixedInterval : nextInterval(world, row))
        poll = due
      }
      if (poll < toggle || toggle >= stopsComing) break
      online = 1
      if (overdue === 1) poll = Math.min(due, toggle + (fixedDelay >= 0 ? fixedDelay : reconnectDelay(world, row)))
    }
    handled++
    changes[reached + Math.ceil(toggle / bucket)]! += online === 1 ? counted : -counted
    hashA = mix(hashA ^ toggle, online === 1 ? ONLINE_CODE : OFFLINE_CODE)
    hashB = mixHigh(hashB, hashA, toggle)
    toggle = draws ? toggle + next : nextToggle(world, row, toggle, online === 1)
  }
  if (draws) back32(ints, stream)
  doubles[d + field.PRESENCE_KEY] = keyOf(toggle, online === 1 ? PRIORITY.offline : PRIORITY.online)
  doubles[d + field.POLL_KEY] = keyOf(poll, PRIORITY.attempt)
  doubles[d + field.DUE] = due
  doubles[d + field.LAST_CONTACT] = contact
  bytes[b + field.ONLINE] = online
  bytes[b + field.PRESENT] = online
  bytes[b + field.OVERDUE] = overdue
  ints[n + field.HASH_A] = hashA
  ints[n + field.HASH_B] = hashB
  world.handled += weight * handled
  world.attempts += weight * attempts
}

/** The first time at which something of this class is at the key `stop` or after it. */
function firstNotBefore(stop: number, priority: number): number {
  return Math.ceil((stop - priority) / 16)
}
