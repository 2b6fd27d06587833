import { PRIORITY } from '../../engine/time.ts'
import {
  BLOCKED,
  BYTES,
  DEAF,
  ENROLLED,
  ENROLMENTS,
  INDEX,
  INTS,
  ONLINE,
  RETRIES,
  SPELL,
  STORED,
} from '../../fleet/device-table.ts'
import { DECISIONS } from '../../random/decisions.ts'
import { uniform } from '../../random/uniform.ts'
import { EVENT } from '../codes.ts'
import { TIMER } from '../timer-kinds.ts'
import { FATE_CODE, TRIGGERS } from '../vocabulary.ts'
import type { World } from '../world.ts'

/** Attempts of one message that a payload can number. */
const ATTEMPTS = 1024

/** Sets the first attempt of a message to the device. */
export function sendMessage(world: World, row: number, message: number, sendAt: number): void {
  if (sendAt >= 0) world.set(row, sendAt, PRIORITY.send, TIMER.send, message * ATTEMPTS)
}

/** The message that a push timer's payload belongs to. */
export function messageOf(payload: number): number {
  return Math.floor(payload / ATTEMPTS)
}

/**
 * One attempt to push is due; nothing happens on a device that does not report to the service. The next attempt is set
 * whether or not this one arrives, unless the device's APNs certificate is not valid: the others of the message are then
 * not made. With a limit on pushes the attempt, or the device, waits until the station sends.
 */
export function attemptPush(world: World, row: number, time: number, payload: number): void {
  const attempt = payload % ATTEMPTS
  const { push } = world.plan.scenario
  const station = world.stations.push
  if (attempt > 0) world.ints[row * INTS + RETRIES]!--
  if (world.bytes[row * BYTES + ENROLLED] === 0) return
  if (station?.pools) {
    station.offer(row, time, payload)
    return
  }
  if (!countDue(world, row, time)) return
  if (attempt < push.retries) {
    world.ints[row * INTS + RETRIES]!++
    world.set(row, time + push.retryEvery, PRIORITY.send, TIMER.send, payload + 1)
  }
  if (station === null) launchPush(world, row, time, payload)
  else station.offer(row, time, payload)
}

/** Counts a push that is due; false if it is suppressed because the device's APNs certificate is not valid. */
export function countDue(world: World, row: number, time: number): boolean {
  world.recorder.push(FATE_CODE.due, time)
  if (world.bytes[row * BYTES + BLOCKED] === 0) return true
  world.recorder.push(FATE_CODE.suppressed, time)
  return false
}

/**
 * An attempt leaves: it is lost on a device that no push reaches or by chance, else on its way. Random decisions:
 * `pushLoss` and `pushLatency` by message and attempt.
 */
export function launchPush(world: World, row: number, time: number, payload: number): void {
  const message = messageOf(payload)
  const { k0, k1 } = world.cohort(row).messageKeys[message]!
  launch(world, row, time, message, payload % ATTEMPTS, k0, k1, DECISIONS.pushLoss, DECISIONS.pushLatency)
}

/** The same for a push from the pool, which belongs to a tick. Random decisions: `poolLoss` and `poolLatency` by tick. */
export function launchPooled(world: World, row: number, time: number, message: number, tick: number): void {
  const { k0, k1 } = world.cohort(row).key
  launch(world, row, time, message, tick, k0, k1, DECISIONS.poolLoss, DECISIONS.poolLatency)
}

function launch(
  world: World,
  row: number,
  time: number,
  message: number,
  draw: number,
  k0: number,
  k1: number,
  lossDecision: number,
  latencyDecision: number,
): void {
  const index = world.ints[row * INTS + INDEX]!
  const { loss } = world.plan.scenario.push
  if (world.byte(row, DEAF) === 1 || (loss > 0 && uniform(k0, k1, index, lossDecision, draw) < loss)) {
    world.recorder.push(FATE_CODE.lost, time)
    return
  }
  const { latency } = world.plan
  const travels = latency.draw(latency.isConstant ? 0.5 : uniform(k0, k1, index, latencyDecision, draw))
  const payload = world.plan.messages[message]!.trigger + TRIGGERS.length * world.ints[row * INTS + ENROLMENTS]!
  world.set(row, time + travels, PRIORITY.arrival, TIMER.arrival, payload, time + world.cohort(row).timeToLive)
}

/**
 * A push arrives: it acts on a device that is online, else it is stored in the place of the last one while it is valid.
 * One to a device that has left the service since, come back or not, is not delivered any more.
 */
export function pushArrives(world: World, row: number, time: number, payload: number, expiry: number): void {
  const { bytes, recorder } = world
  const b = row * BYTES
  const enrolment = Math.floor(payload / TRIGGERS.length)
  const trigger = payload - enrolment * TRIGGERS.length
  if (bytes[b + ENROLLED] === 0 || enrolment !== world.ints[row * INTS + ENROLMENTS]) {
    recorder.push(FATE_CODE.expired, time)
  } else if (bytes[b + ONLINE] === 1) {
    deliver(world, row, time, trigger)
  } else if (expiry <= time) {
    recorder.push(FATE_CODE.expired, time)
  } else {
    if (bytes[b + STORED] !== 0) {
      recorder.push(FATE_CODE.coalesced, time)
      world.cancel(row, TIMER.storedExpiry)
    }
    bytes[b + STORED] = trigger + 1
    world.set(row, expiry, PRIORITY.expiry, TIMER.storedExpiry)
  }
}

/** The device has reconnected: its stored push acts after one latency. Random decision: `storedLatency` by spell. */
export function announceStored(world: World, row: number, time: number): void {
  const { k0, k1 } = world.cohort(row).key
  const n = row * INTS
  const u = uniform(k0, k1, world.ints[n + INDEX]!, DECISIONS.storedLatency, world.ints[n + SPELL]!)
  world.set(row, time + world.plan.latency.draw(u), PRIORITY.arrival, TIMER.stored)
}

/** The stored push acts. */
export function storedActs(world: World, row: number, time: number): void {
  const b = row * BYTES
  const trigger = world.bytes[b + STORED]! - 1
  world.bytes[b + STORED] = 0
  world.cancel(row, TIMER.storedExpiry)
  deliver(world, row, time, trigger)
}

export function storedExpires(world: World, row: number, time: number): void {
  world.bytes[row * BYTES + STORED] = 0
  world.cancel(row, TIMER.stored)
  world.recorder.push(FATE_CODE.expired, time)
}

/** A delivered push always causes a check-in, at the same instant among the other attempts. */
function deliver(world: World, row: number, time: number, trigger: number): void {
  world.recorder.push(FATE_CODE.delivered, time)
  world.note(row, time, EVENT.pushArrived + trigger)
  world.set(row, time, PRIORITY.attempt, TIMER.checkin, trigger)
}

/** A successful check-in stops the attempts of every message whose sending has begun, those that wait for the station included. */
export function stopRetries(world: World, row: number, time: number): void {
  if (world.ints[row * INTS + RETRIES] !== 0) cancelRetries(world, row)
  world.stations.push?.withdraw(row, time, FATE_CODE.coalesced)
}

/** The device leaves the service: what is stored for it expires, what waits is not sent, nothing is repeated. */
export function dropPushes(world: World, row: number, time: number): void {
  if (world.bytes[row * BYTES + STORED] !== 0) {
    world.cancel(row, TIMER.storedExpiry)
    storedExpires(world, row, time)
  }
  cancelRetries(world, row)
  world.stations.push?.withdraw(row, time, FATE_CODE.expired)
}

function cancelRetries(world: World, row: number): void {
  world.cancel(row, TIMER.send, ATTEMPTS)
  world.ints[row * INTS + RETRIES] = 0
}

/** Attempts that wait to be sent, are on their way or stored: they have met no fate. */
export function outstandingPushes(world: World, row: number): number {
  const stored = world.bytes[row * BYTES + STORED] !== 0 ? 1 : 0
  return world.timers.pending(row, TIMER.arrival) + stored + (world.stations.push?.waiting(row) ?? 0)
}
