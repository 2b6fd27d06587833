import { DECISIONS } from '../random/decisions.ts'
import { type Key, nameKey } from '../random/key.ts'
import { Sampler } from '../random/sampler.ts'
import { uniform } from '../random/uniform.ts'
import { KINDS, type Platform, type Scenario } from '../scenario/scenario.ts'
import type { Readiness } from './settings.ts'
import { actionDraw } from './support.ts'
import { TRIGGER_CODE } from './vocabulary.ts'

/** One occasion on which the service pushes: its check-ins' trigger and when its first attempts start. */
export interface Message {
  readonly name: string
  readonly trigger: number
  /** The broadcast it announces, and when its sending starts: later by one draw of `detectDelay`. */
  readonly at: number
  readonly sendAt: number
}

/** A message to a cohort, or to those of it that `to` and `share` say; drawn from `key`. */
export interface Addressed {
  readonly message: number
  readonly to: 'all' | 'moved-by-wave' | 'licensed-then' | 'switched'
  /** Index of the wave or licence date that it belongs to; for an action, the index of the draw of `share`. */
  readonly which: number
  readonly share: number
}

/** Every message of a plan, and who gets it. */
export interface Messages {
  readonly list: readonly Message[]
  /** By cohort. */
  readonly addressed: readonly (readonly Addressed[])[]
  /** By date on which settings become ready. */
  readonly ready: ReadonlyMap<number, number>
  /** What announces a device switched by support; its `at` is 0, `sendAt` the delay. −1 when pushes are off. */
  readonly support: number
}

const APPLE: readonly Platform[] = ['ios', 'ipados', 'macos']

/** Whether devices of the platform are reached through APNs. */
export function isApple(platform: Platform): boolean {
  return APPLE.includes(platform)
}

/** How many messages before this one have its name. */
export function twin(list: readonly Message[], index: number): number {
  return list.slice(0, index).filter((other) => other.name === list[index]!.name).length
}

/** Lists the messages of a plan. Random decision: `detectDelay`, one draw per message, by name. */
export function messagesOf(scenario: Scenario, key: Key, readiness: readonly Readiness[], outages: boolean): Messages {
  const { change, cohorts, push } = scenario
  const addressed: Addressed[][] = cohorts.map(() => [])
  if (!push.enabled) return { list: [], addressed, ready: new Map(), support: -1 }
  const tenant = nameKey(key, '\0tenant')
  const detectDelay = new Sampler(push.detectDelay)
  const list: Message[] = []
  const add = (name: string, at: number, trigger: 'push' | 'admin_sync' = 'push'): number => {
    const { k0, k1 } = nameKey(tenant, name)
    const draw = uniform(k0, k1, 0, DECISIONS.detectDelay, list.filter((other) => other.name === name).length)
    return list.push({ name, at, sendAt: at + detectDelay.draw(draw), trigger: TRIGGER_CODE[trigger] }) - 1
  }
  const address = (to: readonly number[], entry: Addressed): void => {
    for (const cohort of to) addressed[cohort]!.push(entry)
  }
  const everyone = cohorts.map((_, index) => index)
  const named = (kind: string, of: readonly number[]): string =>
    [kind, ...of.map((index) => cohorts[index]!.name)].join(' ')

  if (push.onWave) {
    for (const [which, { name, at }] of change.waves.entries()) {
      address(everyone, { message: add(`wave ${name}`, at), to: 'moved-by-wave', which, share: 1 })
    }
  }
  if (push.onSwitch) address(everyone, { message: add('switch', change.at), to: 'all', which: 0, share: 1 })
  if (push.onLicence) {
    for (const [which, licence] of change.licences.entries()) {
      const message = add(named('licence', licence.cohorts), licence.at)
      address(everyone, { message, to: 'licensed-then', which, share: 1 })
    }
  }
  for (const action of change.actions) {
    if (action.at < 0) continue
    const sync = action.kind === 'sync'
    const message = add(named(action.kind, action.cohorts), action.at, sync ? 'admin_sync' : 'push')
    for (const cohort of action.cohorts) {
      const which = actionDraw(scenario, action, cohort)
      address([cohort], { message, to: sync ? 'all' : 'switched', which, share: action.share })
    }
  }
  if (change.apns.pushOnUpload && outages) {
    const apple = everyone.filter((index) => isApple(cohorts[index]!.platform))
    for (const upload of change.apns.uploads) {
      address(apple, { message: add('upload', upload.at), to: 'all', which: 0, share: 1 })
    }
  }
  const ready = push.onReady ? readyMessages(scenario, readiness, add) : new Map<number, number>()
  return { list, addressed, ready, support: add('support', 0) }
}

/** One message for all settings that become ready at one instant. */
function readyMessages(
  scenario: Scenario,
  readiness: readonly Readiness[],
  add: (name: string, at: number) => number,
): ReadonlyMap<number, number> {
  const groups = [...scenario.change.waves.map((wave) => wave.name), '']
  const dates = new Set(readiness.flatMap((group) => group.dates))
  return new Map(
    [...dates].map((date) => {
      const settings = readiness.flatMap((group, index) =>
        KINDS.filter((_, kind) => group.ready[kind] === date).map((kind) => `${groups[index]}/${kind}`),
      )
      return [date, add(`ready ${settings.join(' ')}`, date)]
    }),
  )
}
