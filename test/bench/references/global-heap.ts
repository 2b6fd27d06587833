/**
 * The base model as a textbook simulation in JavaScript: the timers of all devices in one binary heap, ordered by time,
 * then class, then device; the state of devices in columns.
 *
 * Usage: global-heap DEVICES [SEED]; prints one JSON object.
 */
import * as model from './base-model.ts'
import {
  MANAGED_NEW,
  MANAGED_OLD,
  MEAN_OFFLINE,
  MEAN_ONLINE,
  PENDING,
  POLL,
  PUSH,
  Random,
  Records,
} from './base-model.ts'

/** Classes of events at one instant, in their order. */
const CHANGE = 1
const ONLINE = 2
const DUE = 5
const EXPIRY = 6
const OFFLINE = 7
const CLASSES = 8

/** Entries (key, device) in ascending order; the key is time · 8 + class. */
class Heap {
  private readonly keys: Float64Array
  private readonly devices: Int32Array
  private size = 0

  constructor(capacity: number) {
    this.keys = new Float64Array(capacity)
    this.devices = new Int32Array(capacity)
  }

  get key(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.keys[0]!
  }

  get device(): number {
    return this.devices[0]!
  }

  push(key: number, device: number): void {
    const { keys, devices } = this
    let at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (keys[parent]! < key || (keys[parent] === key && devices[parent]! < device)) break
      keys[at] = keys[parent]!
      devices[at] = devices[parent]!
      at = parent
    }
    keys[at] = key
    devices[at] = device
  }

  pop(): void {
    const { keys, devices } = this
    const size = --this.size
    const key = keys[size]!
    const device = devices[size]!
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      const right = child + 1
      if (
        right < size &&
        (keys[right]! < keys[child]! || (keys[right] === keys[child] && devices[right]! < devices[child]!))
      ) {
        child = right
      }
      if (key < keys[child]! || (key === keys[child] && device < devices[child]!)) break
      keys[at] = keys[child]!
      devices[at] = devices[child]!
      at = child
    }
    keys[at] = key
    devices[at] = device
  }
}

class Simulation {
  private readonly heap: Heap
  private readonly due: Float64Array
  private readonly deadline: Float64Array
  private readonly causeSince: Float64Array
  private readonly offlineGap: Float64Array
  private readonly awaitingGap: Float64Array
  private readonly state: Uint8Array
  private readonly online: Uint8Array
  private readonly overdue: Uint8Array
  private readonly stored: Uint8Array
  private readonly lacks: Uint8Array
  private readonly events: Int32Array
  private readonly checkins: Int32Array
  private readonly devices: number
  private readonly random: Random
  private readonly records: Records

  constructor(devices: number, random: Random, records: Records) {
    this.devices = devices
    this.random = random
    this.records = records
    this.heap = new Heap(3 * devices + 1)
    this.due = new Float64Array(devices)
    this.deadline = new Float64Array(devices)
    this.causeSince = new Float64Array(devices)
    this.offlineGap = new Float64Array(devices)
    this.awaitingGap = new Float64Array(devices)
    this.state = new Uint8Array(devices)
    this.online = new Uint8Array(devices)
    this.overdue = new Uint8Array(devices)
    this.stored = new Uint8Array(devices)
    this.lacks = new Uint8Array(devices)
    this.events = new Int32Array(devices)
    this.checkins = new Int32Array(devices)
  }

  run(): void {
    const { heap, events } = this
    for (let device = 0; device < this.devices; device++) this.begin(device)
    heap.push(model.CHANGE * CLASSES + CHANGE, -1)
    while (heap.key < model.HORIZON * CLASSES) {
      const { key, device } = heap
      heap.pop()
      const time = Math.floor(key / CLASSES)
      const kind = key - time * CLASSES
      if (kind === CHANGE) {
        for (let each = 0; each < this.devices; each++) this.change(each, time)
        continue
      }
      // An entry cannot be taken out of the heap: that of a deadline which holds no longer is passed over.
      if (kind === EXPIRY && this.deadline[device] !== time) continue
      events[device]!++
      if (kind === DUE) this.pollDue(device, time)
      else if (kind === ONLINE) this.comeOnline(device, time)
      else if (kind === OFFLINE) this.goOffline(device, time)
      else this.expire(device, time)
    }
    for (let device = 0; device < this.devices; device++) this.finish(device)
  }

  private begin(device: number): void {
    const { random, heap } = this
    const online = random.uniform() < MEAN_ONLINE / (MEAN_ONLINE + MEAN_OFFLINE)
    this.online[device] = online ? 1 : 0
    const toggle = random.exponential(online ? MEAN_ONLINE : MEAN_OFFLINE)
    heap.push(toggle * CLASSES + (online ? OFFLINE : ONLINE), device)
    this.due[device] = Math.floor(random.uniform() * model.INTERVAL)
    heap.push(this.due[device]! * CLASSES + DUE, device)
    this.records.enter()
  }

  private change(device: number, time: number): void {
    this.state[device] = PENDING
    this.records.show(time, MANAGED_OLD, PENDING)
    this.causeSince[device] = time
    this.deadline[device] = time + model.RETENTION
    this.heap.push(this.deadline[device]! * CLASSES + EXPIRY, device)
    // The device changes, the push is sent and arrives.
    this.events[device]! += 3
    if (this.online[device] === 1) this.pushed(device, time)
    else this.stored[device] = 1
  }

  private comeOnline(device: number, time: number): void {
    this.online[device] = 1
    this.heap.push((time + this.random.exponential(MEAN_ONLINE)) * CLASSES + OFFLINE, device)
    if (this.state[device] === PENDING) {
      this.offlineGap[device]! += time - this.causeSince[device]!
      this.causeSince[device] = time
    }
    if (this.stored[device] === 1) {
      this.stored[device] = 0
      this.events[device]!++
      this.pushed(device, time)
    }
    if (this.overdue[device] === 1 && time < this.due[device]!) {
      this.overdue[device] = 0
      this.events[device]!++
      this.checkin(device, time, POLL)
    }
  }

  private goOffline(device: number, time: number): void {
    this.online[device] = 0
    this.heap.push((time + this.random.exponential(MEAN_OFFLINE)) * CLASSES + ONLINE, device)
    if (this.state[device] === PENDING) {
      this.awaitingGap[device]! += time - this.causeSince[device]!
      this.causeSince[device] = time
    }
  }

  private pollDue(device: number, time: number): void {
    this.due[device] = time + model.INTERVAL
    this.heap.push(this.due[device]! * CLASSES + DUE, device)
    this.overdue[device] = 1 - this.online[device]!
    if (this.online[device] === 1) this.checkin(device, time, POLL)
  }

  private expire(device: number, time: number): void {
    this.lacks[device] = 1
    this.records.lack(time, 1)
  }

  private pushed(device: number, time: number): void {
    this.events[device]!++
    this.checkin(device, time, PUSH)
  }

  private checkin(device: number, time: number, trigger: number): void {
    this.records.checkin(time, trigger)
    this.checkins[device]!++
    if (this.state[device] !== PENDING) return
    this.awaitingGap[device]! += time - this.causeSince[device]!
    this.records.show(time, PENDING, MANAGED_NEW)
    this.records.moved(time)
    this.state[device] = MANAGED_NEW
    this.deadline[device] = -1
    if (this.lacks[device] === 1) this.records.lack(time, -1)
    this.lacks[device] = 0
  }

  private finish(device: number): void {
    if (this.state[device] === PENDING) {
      const gap = this.online[device] === 1 ? this.awaitingGap : this.offlineGap
      gap[device]! += model.HORIZON - this.causeSince[device]!
    }
    this.records.finish(
      this.events[device]!,
      this.checkins[device]!,
      this.offlineGap[device]!,
      this.awaitingGap[device]!,
    )
  }
}

const devices = Number(process.argv[2] ?? 1000)
const records = new Records()
const began = performance.now()
new Simulation(devices, new Random(Number(process.argv[3] ?? 1)), records).run()
process.stdout.write(`${records.report((performance.now() - began) / 1000)}\n`)
