import type { Trigger } from '../../src/model/vocabulary.ts'
import { EXPIRY } from './agenda.ts'
import type { Fate } from './books.ts'
import { attemptNow } from './check-in.ts'
import { APPLE, type Device } from './fleet.ts'
import type { Message } from './messages.ts'
import type { Simulation } from './simulation.ts'

/** Order of the attempts at one instant: first attempts as they stand in the plan, then the others as they came up. */
const FOLLOWING = 100

/** Starts a push to a device: the first attempt and its retries; `planned` if its date is one of the plan. */
export function push(sim: Simulation, device: Device, message: Message, planned = true): void {
  if (!sim.scenario.push.enabled) return
  const start = sim.now + message.detectDelay
  sim.at(
    start,
    'send',
    device,
    () => send(sim, device, message, start, 0, device.epoch),
    planned ? message.order : FOLLOWING,
  )
}

/** Attempt number k from 0, unless the device has checked in since the first, or is not the service's any more. */
function send(sim: Simulation, device: Device, message: Message, start: number, k: number, epoch: number): void {
  if (!device.enrolled || device.epoch !== epoch || device.lastOk >= start) return
  const { loss, latency, retries, retryEvery } = sim.scenario.push
  const station = sim.pushStation
  if (station?.isPool && (device.pooled !== null || !sim.isCutOff(device))) {
    station.pool(device, message.trigger)
    return
  }
  count(sim, 'due')
  if (sim.isCutOff(device)) {
    count(sim, 'suppressed')
    return
  }
  if (k < retries) {
    sim.at(sim.now + retryEvery, 'send', device, () => send(sim, device, message, start, k + 1, epoch), FOLLOWING)
  }
  const draws = message.drawsFor(device)
  const leave = (): void => {
    const isLost = draws.happens(loss, 'pushLoss', k)
    travel(sim, device, message.trigger, isLost, draws.duration(latency, 'pushLatency', k))
  }
  if (station === null) leave()
  else station.wait(device, leave)
}

/** A push leaves now: it is lost or arrives later. */
export function travel(sim: Simulation, device: Device, trigger: Trigger, isLost: boolean, latency: number): void {
  if (device.deaf || isLost) {
    count(sim, 'lost')
    return
  }
  const { epoch } = device
  const expiresAt = sim.now + timeToLive(sim, device)
  sim.at(sim.now + latency, 'arrival', device, () => {
    if (device.epoch !== epoch || !device.enrolled) count(sim, 'expired')
    else if (device.online) act(sim, device, trigger)
    else store(sim, device, trigger, expiresAt)
  })
}

/** The push service keeps one push for a device that is offline. */
function store(sim: Simulation, device: Device, trigger: Trigger, expiresAt: number): void {
  if (expiresAt <= sim.now) {
    count(sim, 'expired')
    return
  }
  if (device.stored !== null) count(sim, 'coalesced')
  const stored = { trigger }
  device.stored = stored
  const expire = (): void => {
    if (device.stored === stored) expireStored(sim, device)
  }
  sim.at(expiresAt, 'expiry', device, expire, EXPIRY.push)
}

/** What is stored for a device will not reach it any more. */
export function expireStored(sim: Simulation, device: Device): void {
  if (device.stored === null) return
  device.stored = null
  count(sim, 'expired')
}

/** On reconnecting: what is stored acts after a while, if it is still there and the device too. */
export function deliverStored(sim: Simulation, device: Device): void {
  const spell = device.departures
  const delay = device.draws.duration(sim.scenario.push.latency, 'storedLatency', spell)
  sim.at(
    sim.now + delay,
    'arrival',
    device,
    () => {
      const { stored } = device
      if (!device.online || device.departures !== spell || stored === null) return
      device.stored = null
      act(sim, device, stored.trigger)
    },
    1,
  )
}

/** A push reaches its device, which checks in. */
function act(sim: Simulation, device: Device, trigger: Trigger): void {
  count(sim, 'delivered')
  sim.books.note(sim.now, device, 'push-arrived', trigger)
  attemptNow(sim, device, trigger)
}

function timeToLive({ scenario }: Simulation, { cohort }: Device): number {
  const { apple, fcm, wns } = scenario.push.timeToLive
  if (APPLE.includes(cohort.platform)) return apple
  return cohort.platform === 'android' ? fcm : wns
}

export function count(sim: Simulation, fate: Fate): void {
  sim.books.count(`pushes_${fate}`, sim.now)
}
