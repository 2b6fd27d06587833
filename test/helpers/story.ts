import { type RunOptions, run } from '../../src/experiment/run.ts'
import type { Results } from '../../src/measure/results.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { KINDS, type Scenario } from '../../src/scenario/scenario.ts'

/** A scenario file as an object, or the fields in which it differs from the quiet one. */
export type Document = Readonly<Record<string, unknown>>

/** One event of a run; the time in ms since the start. */
export interface Told {
  readonly time: number
  readonly device: number
  readonly event: string
  readonly detail: string
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A device without profiles: nothing but its management state can change. */
export const NO_PROFILES: Document = Object.fromEntries(KINDS.map((kind) => [kind, 'none']))

/** A push without chance: sent at once, on its way for 10 s, never lost, not repeated. */
export const PUSH: Document = { detectDelay: '0s', latency: '10s', deadShare: 0, loss: 0, retries: 0 }

/** Polls without chance but for their phase, made up for at the instant of reconnecting. */
export const POLL: Document = { interval: '8h', jitter: 0, reconnectDelay: '0s' }

/** A cohort of one Android device that is always online and has no profiles, but for the given fields. */
export function cohort(fields: Document = {}): Document {
  return { cohort: 'phones', devices: 1, platform: 'android', presence: 'always', profiles: NO_PROFILES, ...fields }
}

/** Presence in the given intervals, in hours since the start. */
export function online(...intervals: readonly (readonly [from: number, to: number])[]): Document {
  return { kind: 'trace', online: intervals.map(([from, to]) => [hours(from), hours(to)]) }
}

/** A number of hours, whole to the millisecond, as scenarios write a duration. */
export function hours(count: number): string {
  return milliseconds(count * HOUR)
}

/** A number of milliseconds as scenarios write it. */
export function milliseconds(count: number): string {
  return `${Math.round(count)}ms`
}

/**
 * Loads a scenario that differs from a quiet one in the given fields. In the quiet one, over two days, a single device is
 * in place changed after one, and nothing ever contacts the service: no polls, no pushes, no channel renewal.
 */
export function scenarioOf(document: Document): Scenario {
  const quiet: Document = {
    name: 'story',
    seed: 'story',
    horizon: '2d',
    fleet: [cohort()],
    poll: 'off',
    push: 'off',
    channelRenewal: 'off',
  }
  const change = { kind: 'in-place', from: 'hybrid', to: 'intune', at: '1d', ...(document.change as Document) }
  const loaded = loadScenario(JSON.stringify({ ...quiet, ...document, change }), { file: 'story' })
  if (loaded.ok) return loaded.scenario
  throw new Error(loaded.diagnostics.map(({ path, message }) => `${path} ${message}`).join('; '))
}

/** Runs such a scenario. */
export function runOf(document: Document, options: RunOptions = {}): Promise<Results> {
  return run(scenarioOf(document), options)
}

/** Every event of such a scenario, in the published order. */
export async function eventsOf(document: Document): Promise<readonly Told[]> {
  const { events } = await runOf(document, { events: true })
  if (events === null) throw new Error('no events')
  return Array.from({ length: events.length }, (_, i) => ({
    time: events.time[i]!,
    device: events.device[i]!,
    event: events.names[events.event[i]!]!,
    detail: events.details[events.detail[i]!]!,
  }))
}

/** Every event of such a scenario as `HH:MM:SS device event detail`, hours counted from the start. */
export async function story(document: Document): Promise<readonly string[]> {
  return (await eventsOf(document)).map(({ time, device, event, detail }) =>
    `${clock(time)} ${device} ${event} ${detail}`.replace(/ none$/, ''),
  )
}

/** The lines of such a story whose event begins with one of the words. */
export async function storyOf(document: Document, ...words: readonly string[]): Promise<readonly string[]> {
  return (await story(document)).filter((line) => words.some((word) => line.split(' ')[2]?.startsWith(word)))
}

/** When the events of one kind happen, ms. */
export async function timesOf(document: Document, event: string, detail = ''): Promise<readonly number[]> {
  const told = await eventsOf(document)
  return told.filter((one) => one.event === event && one.detail.startsWith(detail)).map(({ time }) => time)
}

/** The time in gaps as `gap cause hours`, over the whole fleet. */
export async function causesOf(document: Document): Promise<readonly string[]> {
  const { ledger } = await runOf(document)
  return ledger.rows
    .filter(({ series }) => series === 0)
    .map(({ gap, cause, deviceHours }) => `${gap} ${cause} ${Number(deviceHours.toFixed(4))}`)
}

/** The non-zero flows of a run by column. */
export async function flowsOf(document: Document): Promise<Readonly<Record<string, number>>> {
  const { load } = await runOf(document)
  return Object.fromEntries(
    [...load.columns.keys()].map((column) => [column, load.total(column)] as const).filter(([, total]) => total > 0),
  )
}

/** A time as `HH:MM:SS`, with milliseconds where there are any. */
export function clock(time: number): string {
  const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0')
  const seconds = Math.floor(time / 1000)
  const fraction = time % 1000 === 0 ? '' : `.${pad(time % 1000, 3)}`
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}${fraction}`
}
