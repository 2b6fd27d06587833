import { keyOf, PRIORITY, timeOf } from '../engine/time.ts'
import * as field from '../fleet/device-table.ts'
import { BYTES, DOUBLES, INTS } from '../fleet/device-table.ts'
import { next32 } from '../random/stream.ts'
import { EVENT } from './codes.ts'
import { reconnectDelay } from './connection.ts'
import { isReachable, NO_CAUSE } from './coverage.ts'
import { nextInterval } from './poll-schedule.ts'
import { behaviourIn, nextToggle, spellLength } from './presence.ts'
import { holdsAnyOld } from './retention.ts'
import { OUTCOME_CODE, STATE_CODE, TRIGGER_CODE } from './vocabulary.ts'
import { mix, mixHigh, type World } from './world.ts'

const ONLINE_CODE = EVENT.online
const OFFLINE_CODE = EVENT.offline
const POLL_OK = TRIGGER_CODE.poll * 6 + OUTCOME_CODE.ok
const POLL_OK_CODE = EVENT.checkin + TRIGGER_CODE.poll * 8 + OUTCOME_CODE.ok

/**
 * Whether nothing but counting happens until the device's next rare timer: it is managed, no gap is open, nothing waits
 * for it to come online, and a check-in changes nothing.
 */
export function isSteady(world: World, row: number): boolean {
  const { bytes, ints, plan } = world
  const b = row * BYTES
  const n = row * INTS
  const state = bytes[b + field.SHOWN]!
  return (
    (state === STATE_CODE.managed_old || state === STATE_CODE.managed_new) &&
    bytes[b + field.PROTECTION_CAUSE] === NO_CAUSE &&
    bytes[b + field.ENROLLED] === 1 &&
    bytes[b + field.STORED] === 0 &&
    bytes[b + field.WAITING_RENEWAL] === 0 &&
    ints[n + field.WAITING_ACTS] === 0 &&
    ints[n + field.RETRIES] === 0 &&
    ints[n + field.PENDING]! < 0 &&
    (ints[n + field.UNUSUAL]! | ints[n + field.UNUSUAL + 1]! | ints[n + field.UNUSUAL + 2]!) === 0 &&
    !plan.throttled &&
    !world.recorder.traces &&
    plan.scenario.poll.onReconnect !== 'immediately' &&
    !(plan.scenario.retention.model === 'server-suspension' && holdsAnyOld(world, row))
  )
}

/**
 * The two timers that make up most of a device's life, presence and polls, in one loop with the state in locals: the same
 * events as `presenceComes`, `presenceGoes` and `poll`, for a device that is steady. Stops at the first key that is the
 * earliest rare timer's or `limit`.
 */
export function liveSteadily(world: World, row: number, limit: number): void {
  const { doubles, ints, bytes, plan } = world
  const d = row * DOUBLES
  const n = row * INTS
  const b = row * BYTES
  const { checkins, bucket, buckets } = world.recorder
  const polls = POLL_OK * buckets
  const makesUp = plan.scenario.poll.onReconnect === 'overdue-poll' ? 1 : 0
  const behaviour = behaviourIn(world, row)
  const renewal = behaviour.kind === 'renewal'
  const { intervals, interval } = world.cohort(row)
  const fixedInterval = intervals.isConstant ? interval : 0
  const stop = Math.min(limit, doubles[d + field.REST_KEY]!)
  let presence = doubles[d + field.PRESENCE_KEY]!
  let poll = doubles[d + field.POLL_KEY]!
  let due = doubles[d + field.DUE]!
  let contact = doubles[d + field.LAST_CONTACT]!
  let online = bytes[b + field.ONLINE]!
  let overdue = bytes[b + field.OVERDUE]!
  let hashA = ints[n + field.HASH_A]!
  let hashB = ints[n + field.HASH_B]!
  const reachable = isReachable(bytes[b + field.SHOWN]!)
  const cohort = ints[n + field.COHORT]!
  let handled = 0
  let attempts = 0
  for (;;) {
    if (presence < poll) {
      if (presence >= stop) break
      const time = timeOf(presence)
      if (online === 1) {
        online = 0
        ints[n + field.SPELL]!++
        presence = keyOf(
          renewal
            ? time + spellLength(behaviour.offline, next32(ints, n + field.PRESENCE_STREAM))
            : nextToggle(world, row, time, false),
          PRIORITY.online,
        )
        poll = keyOf(due, PRIORITY.attempt)
        if (reachable) world.recorder.reach(cohort, time, -1)
        hashA = mix(hashA ^ time, OFFLINE_CODE)
      } else {
        online = 1
        presence = keyOf(
          renewal
            ? time + spellLength(behaviour.online, next32(ints, n + field.PRESENCE_STREAM))
            : nextToggle(world, row, time, true),
          PRIORITY.offline,
        )
        if (overdue === 1) {
          const fires = time + reconnectDelay(world, row)
          if (fires < due) poll = keyOf(fires, PRIORITY.attempt)
        }
        if (reachable) world.recorder.reach(cohort, time, 1)
        hashA = mix(hashA ^ time, ONLINE_CODE)
      }
      hashB = mixHigh(hashB, hashA, time)
    } else {
      if (poll >= stop) break
      const time = timeOf(poll)
      if (time === due) due = time + (fixedInterval > 0 ? fixedInterval : nextInterval(world, row))
      poll = keyOf(due, PRIORITY.attempt)
      if (online === 0) overdue = makesUp
      else {
        overdue = 0
        contact = time
        attempts++
        checkins[polls + Math.floor(time / bucket)]!++
        hashA = mix(hashA ^ time, POLL_OK_CODE)
        hashB = mixHigh(hashB, hashA, time)
      }
    }
    handled++
  }
  doubles[d + field.PRESENCE_KEY] = presence
  doubles[d + field.POLL_KEY] = poll
  doubles[d + field.DUE] = due
  doubles[d + field.LAST_CONTACT] = contact
  bytes[b + field.ONLINE] = online
  bytes[b + field.PRESENT] = online
  bytes[b + field.OVERDUE] = overdue
  ints[n + field.HASH_A] = hashA
  ints[n + field.HASH_B] = hashB
  world.handled += handled
  world.attempts += attempts
}
