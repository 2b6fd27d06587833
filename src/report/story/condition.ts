import type { TracedEvent } from '../../experiment/trace.ts'
import type { DeviceFacts } from '../../model/device-facts.ts'
import { KIND_STATES, STATES, type State } from '../../model/vocabulary.ts'
import { KINDS, type Kind, RULES } from '../../scenario/scenario.ts'

type KindState = (typeof KIND_STATES)[number]

/** What a device holds and how it stands while its story is told: brought up to date with each event. */
export class Condition {
  state: State
  /** The shown state before the present one. */
  before: State
  online: boolean
  /** Conditional access keeps it out. */
  blocked = false
  changed = false
  /** Attempts to enrol since the last success, and what came of the last: why it was refused, `failed`, or '' for none. */
  attempts = 0
  lastAttempt = ''
  /** When the help desk last dealt with a call; NaN: never. */
  helpedAt = Number.NaN
  readonly kinds: Map<Kind, KindState>
  private readonly rules: DeviceFacts['rules']

  constructor({ state, online, kinds, rules }: DeviceFacts) {
    this.state = STATES[state]!
    this.before = this.state
    this.online = online
    this.rules = rules
    this.kinds = new Map(KINDS.map((kind, index) => [kind, KIND_STATES[kinds[index]!]!]))
  }

  apply({ event, detail, time }: TracedEvent): void {
    if (event.startsWith('kind-')) this.kinds.set(detail as Kind, event.slice(5) as KindState)
    else if (event.startsWith('state-')) {
      this.before = this.state
      this.state = event.slice(6) as State
    } else if (event === 'online' || event === 'offline') this.online = event === 'online'
    else if (event === 'blocked' || event === 'unblocked') this.blocked = event === 'blocked'
    else if (event === 'change') this.changed = true
    else if (event === 'enrol-refused' || event === 'enrol-failed') {
      this.attempts++
      this.lastAttempt = event === 'enrol-failed' ? 'failed' : detail
    } else if (event === 'enrolled') {
      this.attempts = 0
      this.lastAttempt = ''
    } else if (event === 'call-closed') this.helpedAt = time
  }

  /** Kinds in one of the states. */
  in(...states: readonly KindState[]): Kind[] {
    return KINDS.filter((kind) => states.includes(this.kinds.get(kind)!))
  }

  /** Kinds that the new authority is to deliver and has not. */
  get outstanding(): Kind[] {
    return this.in('retained', 'missing').filter((kind) =>
      ['same-name', 'renamed'].includes(RULES[this.rules[KINDS.indexOf(kind)]!]!),
    )
  }
}
