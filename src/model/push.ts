import { PRIORITY } from '../engine/time.ts'
import { BLOCKED, BYTES, DEAF, INDEX, INTS, ONLINE, RETRIES, SPELL, STORED } from '../fleet/device-table.ts'
import { DECISIONS } from '../random/decisions.ts'
import { uniform } from '../random/uniform.ts'
import { EVENT } from './codes.ts'
import { TIMER } from './timer-kinds.ts'
import { FATE_CODE } from './vocabulary.ts'
import type { World } from './world.ts'

/** Attempts of one message that a payload can number. */
const ATTEMPTS = 1024

/** Sets the first attempt of a message to the device. */
export function sendMessage(world: World, row: number, message: number, sendAt: number): void {
  if (sendAt >= 0) world.set(row, sendAt, PRIORITY.send, TIMER.send, message * ATTEMPTS)
}

/**
 * One attempt to push: suppressed while the device's APNs certificate is not valid, and then not repeated; lost on a
 * device that no push reaches or by chance; else on its way. The next attempt is set whether or not this one arrives.
 *
 * Random decisions: `pushLoss` and `pushLatency` by message and attempt.
 */
export function attemptPush(world: World, row: number, time: number, payload: number): void {
  const { recorder, bytes, ints } = world
  const b = row * BYTES
  const message = Math.floor(payload / ATTEMPTS)
  const attempt = payload - message * ATTEMPTS
  const { push } = world.plan.scenario
  if (attempt > 0) ints[row * INTS + RETRIES]!--
  recorder.push(FATE_CODE.due, time)
  if (bytes[b + BLOCKED] === 1) {
    recorder.push(FATE_CODE.suppressed, time)
    return
  }
  if (attempt < push.retries) {
    ints[row * INTS + RETRIES]!++
    world.set(row, time + push.retryEvery, PRIORITY.send, TIMER.send, payload + 1)
  }
  const cohort = world.cohort(row)
  const { k0, k1 } = cohort.messageKeys[message]!
  const index = world.ints[row * INTS + INDEX]!
  if (bytes[b + DEAF] === 1 || (push.loss > 0 && uniform(k0, k1, index, DECISIONS.pushLoss, attempt) < push.loss)) {
    recorder.push(FATE_CODE.lost, time)
    return
  }
  const latency = world.plan.latency.draw(uniform(k0, k1, index, DECISIONS.pushLatency, attempt))
  const { trigger } = world.plan.messages[message]!
  world.set(row, time + latency, PRIORITY.arrival, TIMER.arrival, trigger, time + cohort.timeToLive)
}

/** A push arrives: it acts on a device that is online, else it is stored in the place of the last one while it is valid. */
export function pushArrives(world: World, row: number, time: number, trigger: number, expiry: number): void {
  const { bytes, recorder } = world
  const b = row * BYTES
  if (bytes[b + ONLINE] === 1) {
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

/** A successful check-in stops the attempts of every message whose sending has begun. */
export function stopRetries(world: World, row: number): void {
  if (world.ints[row * INTS + RETRIES] === 0) return
  world.cancel(row, TIMER.send, ATTEMPTS)
  world.ints[row * INTS + RETRIES] = 0
}

/** Attempts on their way or stored: they have met no fate. */
export function outstandingPushes(world: World, row: number): number {
  return world.timers.pending(row, TIMER.arrival) + (world.bytes[row * BYTES + STORED] !== 0 ? 1 : 0)
}
