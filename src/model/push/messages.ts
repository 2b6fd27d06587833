import { DECISIONS } from '../../random/decisions.ts'
import { type Key, nameKey } from '../../random/key.ts'
import { Sampler } from '../../random/sampler.ts'
import { uniform } from '../../random/uniform.ts'
import { type ActionKind, KINDS, type Platform, type Scenario } from '../../scenario/scenario.ts'
import type { Readiness } from '../profiles/settings.ts'
import { TRIGGER_CODE } from '../vocabulary.ts'

/** One occasion on which the service pushes: its check-ins' trigger and when its first attempts start. */
export interface Message {
  readonly trigger: number
  /** The broadcast it announces, and when its sending starts: later by one draw of `detectDelay`. */
  readonly at: number
  readonly sendAt: number
}

/** Every message of a plan, and who gets it. */
export interface Messages {
  readonly list: readonly Message[]
  /** By cohort, the messages to all its devices. */
  readonly addressed: readonly (readonly number[])[]
  /** By cohort and message, the key of the draws for its devices. */
  readonly keys: readonly (readonly Key[])[]
  /** By group of users, the message for each date on which settings become ready. */
  readonly ready: readonly ReadonlyMap<number, number>[]
  /** What announces a device switched by support, or put in its category; its `at` is 0, `sendAt` the delay. −1 when pushes are off. */
  readonly support: number
  readonly category: number
  /** By wave, and by licence date, what announces the change to the devices it moves; −1: nothing does. */
  readonly waves: readonly number[]
  readonly licences: readonly number[]
  /** By index of the action in the scenario, what announces it to the devices it is issued to; last the lock of the canary. −1: nothing does. */
  readonly actions: readonly number[]
}

const APPLE: readonly Platform[] = ['ios', 'ipados', 'macos']

/** Whether devices of the platform are reached through APNs. */
export function isApple(platform: Platform): boolean {
  return APPLE.includes(platform)
}

/**
 * Lists the messages of a plan.
 *
 * Draws are by name, so that a new cohort, a wave of others or another date moves nobody else's: the delay of a message
 * by its kind and its place among those of the kind, its attempts by its kind and its place among those that concern the
 * cohort; waves and readiness by the names of waves and kinds. Random decision: `detectDelay`, one draw per message.
 */
export function messagesOf(
  scenario: Scenario,
  replication: Key,
  cohortKeys: readonly Key[],
  readiness: readonly Readiness[],
  outages: boolean,
): Messages {
  const { change, cohorts, push } = scenario
  const book = new Book(scenario, replication, cohortKeys)
  const ready = readiness.map(() => new Map<number, number>())
  if (!push.enabled) return { ...book, ready, waves: [], licences: [], support: -1, category: -1, actions: [] }
  const everyone = cohorts.map((_, index) => index)
  const inPlace = change.kind === 'in-place'

  const waves = change.waves.map(({ name, at }) => (inPlace && push.onWave ? book.add(`wave ${name}`, at) : -1))
  if (inPlace && push.onSwitch) book.address(everyone, book.add('switch', change.at))
  const home = (index: number): number => cohorts[index]!.owners ?? index
  const licences = change.licences.map(({ at, cohorts: named }, place): number => {
    if (!inPlace || !push.onLicence) return -1
    const message = book.add(`licence ${place}`, at)
    const owners = new Set(named.map(home))
    book.number(
      everyone.filter((index) => owners.has(home(index))),
      message,
      'licence',
    )
    return message
  })
  if (change.apns.pushOnUpload && outages) {
    const apple = everyone.filter((index) => isApple(cohorts[index]!.platform))
    for (const [place, { at }] of change.apns.uploads.entries()) {
      book.address(apple, book.add(`upload ${place}`, at))
    }
  }
  for (const [place, { at, cohorts: named }] of change.workloads.entries()) {
    if (at >= 0) book.address(named, book.add(`workload ${place}`, at), 'workload')
  }
  const actions = change.actions.map((action, index): number => {
    if (action.at < 0 || !ANNOUNCED.includes(action.kind)) return -1
    const place = change.actions.slice(0, index).filter(({ kind }) => kind === action.kind).length
    const message = book.add(`${action.kind} ${place}`, action.at, action.kind === 'sync' ? 'admin_sync' : 'push')
    book.number(action.cohorts, message, action.kind)
    return message
  })
  if (push.onReady) {
    const groups = [...change.waves.map((wave) => wave.name), '']
    for (const [group, { dates, ready: times }] of readiness.entries()) {
      for (const date of dates) {
        const kinds = KINDS.filter((_, kind) => times[kind] === date).join(' ')
        ready[group]!.set(date, book.add(`ready ${groups[group]}/${kinds}`, date))
      }
    }
  }
  const [support, category, canary] = [book.add('support', 0), book.add('category', 0), book.add('canary', 0)]
  return { ...book, ready, waves, licences, support, category, actions: [...actions, canary] }
}

/** Actions for which a device gets a push when they are issued to it. */
const ANNOUNCED: readonly ActionKind[] = [
  'sync',
  'switchDevices',
  'rename',
  'inventory',
  'lock',
  'restart',
  'freshStart',
  'wipe',
  'retire',
  'delete',
]

/** The list as it is written. */
class Book {
  readonly list: Message[] = []
  readonly addressed: number[][]
  readonly keys: Key[][]
  readonly #tenant: Key
  readonly #cohortKeys: readonly Key[]
  readonly #detectDelay: Sampler
  /** By cohort: how many messages of each kind go to it. */
  readonly #numbers: Map<string, number>[]

  constructor(scenario: Scenario, replication: Key, cohortKeys: readonly Key[]) {
    this.addressed = cohortKeys.map(() => [])
    this.keys = cohortKeys.map(() => [])
    this.#tenant = nameKey(replication, '\0tenant')
    this.#cohortKeys = cohortKeys
    this.#numbers = cohortKeys.map(() => new Map())
    this.#detectDelay = new Sampler(scenario.push.detectDelay)
  }

  /** Adds a message and returns its index. */
  add(name: string, at: number, trigger: 'push' | 'admin_sync' = 'push'): number {
    const { k0, k1 } = nameKey(this.#tenant, name)
    const delay = this.#detectDelay.draw(uniform(k0, k1, 0, DECISIONS.detectDelay, 0))
    this.#cohortKeys.forEach((key, cohort) => {
      this.keys[cohort]!.push(nameKey(key, `\0${name}`))
    })
    return this.list.push({ at, sendAt: at + delay, trigger: TRIGGER_CODE[trigger] }) - 1
  }

  /** Lets the draws of a message go by its place among those of the kind to the cohort. */
  number(cohorts: readonly number[], message: number, kind: string): void {
    for (const cohort of cohorts) {
      const numbers = this.#numbers[cohort]!
      const place = numbers.get(kind) ?? 0
      numbers.set(kind, place + 1)
      this.keys[cohort]![message] = nameKey(this.#cohortKeys[cohort]!, `\0${kind} ${place}`)
    }
  }

  /** Addresses a message to all devices of the cohorts; with a `kind`, its draws go by its place among those of the kind. */
  address(cohorts: readonly number[], message: number, kind = ''): void {
    if (kind !== '') this.number(cohorts, message, kind)
    for (const cohort of cohorts) this.addressed[cohort]!.push(message)
  }
}
