import { run } from '../../src/experiment/run.ts'
import { CAUSES, type Cause, GAPS, type Gap, STATES, type State } from '../../src/model/vocabulary.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { formatDuration } from '../../src/scenario/words/duration.ts'

type Fields = Readonly<Record<string, unknown>>

/** A scenario by its parts; `device` stands for a fleet of one cohort of one device. */
export interface Play {
  readonly device?: Fields
  readonly fleet?: readonly Fields[]
  readonly change?: Fields
  readonly [section: string]: unknown
}

/** What became of the devices, in times that a reader of the test can check by hand. */
export interface Story {
  /** Every event of a device with its time from the change: `+2m 30s checkin-ok push`. */
  events(device?: number): string[]
  /** Times of a device's events that match, ms from the start. */
  times(event: RegExp, device?: number): number[]
  /** Device-hours of a gap by cause, over the whole fleet, to the second. */
  causes(gap: Gap): Partial<Record<Cause, string>>
  /** A device's sum of a gap. */
  gap(gap: Gap, device?: number): string
  finalState(device?: number): State
  /** Most duplicate profiles at the first instant of a bucket. */
  readonly redundant: readonly number[]
}

const HOUR = 3_600_000

/**
 * Without chance: no scheduled check-ins unless asked for, and a push that always arrives 2 minutes (the service
 * notices) and 30 seconds (its way) after what caused it, with three more attempts every 30 minutes.
 */
const CERTAIN: Fields = {
  name: 'hand-worked',
  seed: 'any',
  start: '2018-05-07T00:00',
  horizon: '21d',
  poll: 'off',
  push: { detectDelay: '2m', latency: '30s', deadShare: 0, loss: 0 },
  channelRenewal: 'off',
}

const DEVICE: Fields = { cohort: 'device', devices: 1, platform: 'android', presence: 'always' }
const CHANGE: Fields = { kind: 'in-place', from: 'hybrid', to: 'intune', at: '7d' }

/** Plays a scenario: the given fields over those of a world without chance, and a switch at 7 d. */
export async function play({ device = {}, fleet, change = {}, ...rest }: Play): Promise<Story> {
  const document = {
    ...CERTAIN,
    ...rest,
    fleet: (fleet ?? [device]).map((cohort) => ({ ...DEVICE, ...cohort })),
    change: { ...CHANGE, ...change },
  }
  const loaded = loadScenario(JSON.stringify(document), { file: 'hand-worked' })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics))
  const { ledger, timeline, devices, events, scenario } = await run(loaded.scenario, { devices: true, events: true })
  const trace = Array.from({ length: events!.length }, (_, i) => ({
    time: events!.time[i]!,
    device: events!.device[i]!,
    text: `${events!.names[events!.event[i]!]} ${events!.details[events!.detail[i]!]}`.replace(' none', ''),
  }))
  return {
    events: (device = 1) =>
      trace
        .filter((event) => event.device === device)
        .map(({ time, text }) => `${since(time, scenario.change.at)} ${text}`),
    times: (event, device = 1) =>
      trace.filter((other) => other.device === device && event.test(other.text)).map(({ time }) => time),
    causes: (gap) =>
      Object.fromEntries(
        ledger.rows
          .filter((row) => row.gap === gap && row.series === 0)
          .sort((a, b) => CAUSES.indexOf(a.cause) - CAUSES.indexOf(b.cause))
          .map(({ cause, deviceHours }) => [cause, formatDuration(Math.round(deviceHours * HOUR))]),
      ),
    gap: (gap, device = 1) => formatDuration(devices!.gaps[GAPS.indexOf(gap)]![device - 1]!),
    finalState: (device = 1) => STATES[devices!.finalState[device - 1]!]!,
    redundant: Array.from({ length: timeline.buckets }, (_, bucket) => timeline.count('redundant', 0, bucket)),
  }
}

/** All five kinds in one state, as events at one time. */
export function allKinds(time: string, state: string): string[] {
  return ['email', 'vpn', 'certificate', 'wifi', 'configuration'].map((kind) => `${time} kind-${state} ${kind}`)
}

function since(time: number, from: number): string {
  return time < from ? `-${formatDuration(from - time)}` : `+${formatDuration(time - from)}`
}
