import { loadScenario } from '../scenario/load.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** Hours; every parameter and every time of a closed form is in hours unless its name says otherwise. */
export type Hours = number
/** Milliseconds of an hour. */
export const HOUR = 3_600_000

/** On/off presence: exponential spells with these means. */
export interface OnOff {
  readonly online: Hours
  readonly offline: Hours
}

/** How many devices are simulated, and the seed that decides about them. */
export interface Sample {
  readonly seed: string
  readonly devices: number
}

/** A scenario file as an object, or a part of one. */
export type Document = Readonly<Record<string, unknown>>

/** A push that reaches every device at once and is not repeated. */
export const perfectPush = { detectDelay: '0s', latency: '0s', deadShare: 0, loss: 0, retries: 0 } as const

interface Parts {
  /** Fields of the only cohort. */
  readonly fleet?: Document
  readonly change?: Document
  /** Any other field of a scenario. */
  readonly [field: string]: unknown
}

/**
 * Loads the scenario of a closed form: one cohort of Android devices that are always online, changed in place after a
 * day, without polls and pushes, but for the parts given.
 */
export function scenarioOf(form: number, sample: Sample, { fleet, change, ...rest }: Parts): Scenario {
  return load(form, sample.seed, {
    fleet: [{ cohort: 'fleet', devices: sample.devices, platform: 'android', presence: 'always', ...fleet }],
    ...rest,
    change: { at: '1d', ...change },
  })
}

/** Loads a scenario whose fleet is given in full. */
export function load(form: number, seed: string, { change, ...rest }: Document & { change: Document }): Scenario {
  const document = {
    name: `closed form ${form}`,
    seed,
    horizon: '12d',
    bucket: '1h',
    poll: 'off',
    push: 'off',
    ...rest,
    change: { kind: 'in-place', from: 'hybrid', to: 'intune', ...change },
  }
  const loaded = loadScenario(JSON.stringify(document), { file: 'closed form' })
  if (!loaded.ok) throw new Error(loaded.diagnostics.map((diagnostic) => diagnostic.message).join('; '))
  return loaded.scenario
}

/** Polls at a fixed interval. */
export function steadyPolls(period: Hours, fields: Document = {}): Document {
  return { interval: hours(period), jitter: 0, ...fields }
}

/** The presence of a scenario. */
export function onOff({ online, offline }: OnOff): Document {
  return { kind: 'renewal', online: exponential(online), offline: exponential(offline) }
}

/** Rates on→off (a) and off→on (b), and the stationary share online. */
export function rates({ online, offline }: OnOff): { a: number; b: number; pi: number } {
  return { a: 1 / online, b: 1 / offline, pi: online / (online + offline) }
}

/** An exponential distribution with this mean, as scenarios write it. */
export function exponential(mean: Hours): Document {
  return { exponential: hours(mean) }
}

/** A duration as scenarios write it, in whole milliseconds. */
export function hours(value: Hours): string {
  return `${Math.round(value * HOUR)}ms`
}
