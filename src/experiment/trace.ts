import { priorityOf, timeOf } from '../engine/time.ts'
import { EventLog } from '../measure/event-log.ts'
import type { DeviceOutcomes } from '../measure/results.ts'
import { type GapInterval, Tally, type TallyData, type Wants } from '../measure/tally.ts'
import { describeEvent } from '../model/codes.ts'
import type { DeviceFacts } from '../model/device-facts.ts'
import { DeviceLife } from '../model/device-life.ts'
import { type Plan, planOf } from '../model/plan.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { InlineExecutor } from './inline-executor.ts'
import { memoryLimit, memoryOf, refuseTooLarge } from './memory.ts'
import type { RunOptions } from './run.ts'
import { perform } from './simulate.ts'
import { survey } from './survey.ts'
import { untilAborted } from './until-aborted.ts'
import { watchProgress } from './watch-progress.ts'

/** One event, in the words of `events.csv`; those of one class at one instant come from one cause, mostly. */
export interface TracedEvent {
  /** ms since `start`. */
  readonly time: number
  /** Its class among the events of an instant. */
  readonly priority: number
  readonly event: string
  readonly detail: string
}

/** Everything that happens to one device. */
export interface Trace {
  readonly facts: DeviceFacts
  /** Its events, in their order. */
  readonly events: readonly TracedEvent[]
  /** The one entry is the device's. */
  readonly outcome: DeviceOutcomes
  /** The times of its gaps by cause, those of each gap in time order; the times add up to the outcome's. */
  readonly intervals: readonly GapInterval[]
  /** How many devices had to be simulated for it: one, or all where devices meet at a station. */
  readonly simulated: number
}

export interface TraceOptions extends Pick<RunOptions, 'signal' | 'maxMemory' | 'onProgress'> {
  /** Called before all devices are simulated, with their number; not where one is enough. */
  readonly onFleet?: (devices: number) => void
}

/**
 * Follows one device, by its number from 0. Alone, whatever the size of the fleet; where devices meet at a station the
 * whole fleet runs, and nothing is kept but what happens to this one.
 *
 * Rejects with the signal's reason when aborted.
 * @throws RunError when a fleet that must run needs too much memory, or a worker fails
 */
export async function trace(scenario: Scenario, device: number, options: TraceOptions = {}): Promise<Trace> {
  options.signal?.throwIfAborted()
  const plan = planOf(scenario)
  const wants: Wants = { devices: true, events: true, only: device }
  const part = plan.coupled
    ? await together(plan, wants, options)
    : perform(plan, { from: device, to: device + 1 }, wants)
  return {
    facts: introduce(plan, device),
    events: eventsOf(part),
    outcome: part.outcomes!,
    intervals: part.intervals,
    simulated: plan.coupled ? plan.devices : 1,
  }
}

async function together(
  plan: Plan,
  wants: Wants,
  { signal, maxMemory, onFleet, onProgress }: TraceOptions,
): Promise<TallyData> {
  const memory = memoryOf(plan, survey(plan), { workers: 1, devices: false, events: false, streamed: false })
  refuseTooLarge(plan, memory, maxMemory ?? memoryLimit())
  onFleet?.(plan.devices)
  const executor = new InlineExecutor(plan)
  const progress = new Int32Array(new SharedArrayBuffer(4))
  const { scenario, devices } = plan
  const task = { run: -1, scenario, replication: 0, wants, sorted: false, progress, slot: 0, from: 0, to: devices }
  const watch = watchProgress([task], devices, onProgress)
  try {
    const part = await untilAborted(executor.perform(task), signal)
    watch.report()
    return part
  } finally {
    watch.stop()
    await executor.close()
  }
}

function eventsOf({ log }: TallyData): TracedEvent[] {
  const all = new EventLog()
  if (log !== null) all.merge(log)
  const { length, key, code } = all.sort()
  return Array.from({ length }, (_, i) => ({
    time: timeOf(key[i]!),
    priority: priorityOf(key[i]!),
    ...describeEvent(code[i]!),
  }))
}

/** The device as it is before anything happens to it. */
function introduce(plan: Plan, device: number): DeviceFacts {
  const life = new DeviceLife(plan, new Tally(plan, device, device + 1, { devices: false, events: false }), 1)
  life.begin(0, device, 1)
  return life.facts(0)
}
