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
  readonly trigger: number
  /** The broadcast it announces, and when its sending starts: later by one draw of `detectDelay`. */
  readonly at: number
  readonly sendAt: number
}

/** A message to a cohort, or to those of it that `to` and `share` say. */
export interface Addressed {
  readonly message: number
  readonly to: 'all' | 'moved-by-wave' | 'licensed-then' | 'switched'
  /** Index of the wave or licence date that it belongs to; for an action, the index of the draw of `share`. */
  readonly which: number
  readonly share: number
  /** What the sender calls it; messages of one kind to one cohort are numbered. */
  readonly kind: string
}

/** Every message of a plan, and who gets it. */
export interface Messages {
  readonly list: readonly Message[]
  /** By cohort. */
  readonly addressed: readonly (readonly Addressed[])[]
  /** By cohort and message, the key of the draws for its devices. */
  readonly keys: readonly (readonly Key[])[]
  /** By group of users, the message for each date on which settings become ready. */
  readonly ready: readonly ReadonlyMap<number, number>[]
  /** What announces a device switched by support; its `at` is 0, `sendAt` the delay. −1 when pushes are off. */
  readonly support: number
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
  if (!push.enabled) return { ...book, ready, support: -1 }
  const everyone = cohorts.map((_, index) => index)

  if (push.onWave) {
    for (const [which, { name, at }] of change.waves.entries()) {
      book.address(everyone, book.add(`wave ${name}`, at), { to: 'moved-by-wave', which })
    }
  }
  if (push.onSwitch) book.address(everyone, book.add('switch', change.at), { to: 'all' })
  if (push.onLicence) {
    const home = (index: number): number => cohorts[index]!.owners ?? index
    for (const [which, { at, cohorts: named }] of change.licences.entries()) {
      const owners = new Set(named.map(home))
      const theirs = everyone.filter((index) => owners.has(home(index)))
      book.address(theirs, book.add(`licence ${which}`, at), { to: 'licensed-then', which }, 'licence')
    }
  }
  for (const kind of ['sync', 'switchDevices'] as const) {
    for (const [place, action] of change.actions.filter((other) => other.kind === kind).entries()) {
      if (action.at < 0) continue
      const message = book.add(`${kind} ${place}`, action.at, kind === 'sync' ? 'admin_sync' : 'push')
      for (const cohort of action.cohorts) {
        const which = actionDraw(scenario, action, cohort)
        const to = kind === 'sync' ? 'all' : 'switched'
        book.address([cohort], message, { to, which, share: action.share }, kind)
      }
    }
  }
  if (change.apns.pushOnUpload && outages) {
    const apple = everyone.filter((index) => isApple(cohorts[index]!.platform))
    for (const [place, { at }] of change.apns.uploads.entries()) {
      book.address(apple, book.add(`upload ${place}`, at), { to: 'all' })
    }
  }
  if (push.onReady) {
    const groups = [...change.waves.map((wave) => wave.name), '']
    for (const [group, { dates, ready: times }] of readiness.entries()) {
      for (const date of dates) {
        const kinds = KINDS.filter((_, kind) => times[kind] === date).join(' ')
        ready[group]!.set(date, book.add(`ready ${groups[group]}/${kinds}`, date))
      }
    }
  }
  return { ...book, ready, support: book.add('support', 0) }
}

/** The list as it is written. */
class Book {
  readonly list: Message[] = []
  readonly addressed: Addressed[][]
  readonly keys: Key[][]
  readonly #tenant: Key
  readonly #cohortKeys: readonly Key[]
  readonly #detectDelay: Sampler

  constructor(scenario: Scenario, replication: Key, cohortKeys: readonly Key[]) {
    this.addressed = cohortKeys.map(() => [])
    this.keys = cohortKeys.map(() => [])
    this.#tenant = nameKey(replication, '\0tenant')
    this.#cohortKeys = cohortKeys
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

  /** Addresses a message; with a `kind`, its draws go by its place among those of the kind to the cohort. */
  address(
    cohorts: readonly number[],
    message: number,
    { to, which = 0, share = 1 }: { to: Addressed['to']; which?: number; share?: number },
    kind = '',
  ): void {
    for (const cohort of cohorts) {
      if (kind !== '') {
        const place = this.addressed[cohort]!.filter((entry) => entry.kind === kind).length
        this.keys[cohort]![message] = nameKey(this.#cohortKeys[cohort]!, `\0${kind} ${place}`)
      }
      this.addressed[cohort]!.push({ message, to, which, share, kind })
    }
  }
}
