import type { Trigger } from '../../src/model/vocabulary.ts'
import { KINDS, type Kind, type Scenario } from '../../src/scenario/scenario.ts'
import { Draws, keyOfName } from './draws.ts'
import type { Device } from './fleet.ts'

/** A push to many devices, with one delay until the service notices that it is due. */
export interface Message {
  readonly trigger: Trigger
  /** Order among the messages whose dates the plan knows: waves, switch, licences, syncs, switched devices, uploads. */
  readonly order: number
  readonly detectDelay: number
  /** The draws of its attempts on a device. */
  drawsFor(device: Device): Draws
}

/** What becomes ready at one instant for the users of a wave; the last group is everybody else. */
export interface Readiness {
  readonly at: number
  readonly group: number
  readonly kinds: readonly Kind[]
  readonly message: Message
}

/** All messages of the plan. */
export interface Messages {
  readonly waves: readonly Message[]
  readonly tenantSwitch: Message
  readonly licences: readonly Message[]
  readonly actions: readonly Message[]
  readonly uploads: readonly Message[]
  readonly readiness: readonly Readiness[]
  readonly support: Message
  readonly workloads: readonly Message[]
  readonly category: Message
  /** The lock of the canary. */
  readonly visibility: Message
}

const KINDS_OF_MESSAGE = [
  'wave',
  'switch',
  'licence',
  'sync',
  'switchDevices',
  'upload',
  'ready',
  'support',
  'workload',
]

/**
 * Names the messages of a plan. Their delays are drawn by name; so are their attempts, except that licences and actions
 * are numbered among those that concern the cohort.
 */
export function messagesOf(scenario: Scenario): Messages {
  const { seed, change, push, cohorts } = scenario

  function message(name: string, trigger: Trigger = 'push', nameIn = (_cohort: number) => name): Message {
    const delays = new Draws(keyOfName(seed, '\0tenant', name), 0)
    return {
      trigger,
      order: orderOf(name.split(' ')[0]!),
      detectDelay: delays.duration(push.detectDelay, 'detectDelay'),
      drawsFor: ({ cohort, cohortIndex, index }) =>
        new Draws(keyOfName(seed, cohort.name, `\0${nameIn(cohortIndex)}`), index),
    }
  }

  const home = (cohort: number) => cohorts[cohort]!.owners ?? cohort
  const licences = change.licences.map((licence, place) => {
    const concerns = (cohort: number) => (other: typeof licence) => other.cohorts.some((c) => home(c) === home(cohort))
    const earlier = change.licences.slice(0, place)
    return message(`licence ${place}`, 'push', (cohort) => `licence ${earlier.filter(concerns(cohort)).length}`)
  })
  const actions = change.actions.map((action, i) => {
    const earlier = change.actions.slice(0, i).filter(({ kind }) => kind === action.kind)
    const before = (cohort: number) => earlier.filter((other) => other.at >= 0 && other.cohorts.includes(cohort)).length
    const trigger = action.kind === 'sync' ? 'admin_sync' : 'push'
    return message(`${action.kind} ${earlier.length}`, trigger, (cohort) => `${action.kind} ${before(cohort)}`)
  })
  return {
    waves: change.waves.map(({ name }) => message(`wave ${name}`)),
    tenantSwitch: message('switch'),
    licences,
    actions,
    uploads: change.apns.uploads.map((_, place) => message(`upload ${place}`)),
    readiness: readinessOf(scenario).map(({ at, group, kinds }) => {
      const name = `ready ${change.waves[group]?.name ?? ''}/${kinds.join(' ')}`
      return { at, group, kinds, message: message(name) }
    }),
    support: message('support'),
    workloads: change.workloads.map((_, place) => {
      const before = (cohort: number) =>
        change.workloads.slice(0, place).filter(({ cohorts: others }) => others.includes(cohort)).length
      return message(`workload ${place}`, 'push', (cohort) => `workload ${before(cohort)}`)
    }),
    category: message('category'),
    visibility: message('canary'),
  }
}

/** Remote actions go with the syncs. */
function orderOf(kind: string): number {
  const order = KINDS_OF_MESSAGE.indexOf(kind)
  return order < 0 ? KINDS_OF_MESSAGE.indexOf('sync') : order
}

function readinessOf({ change }: Scenario): Omit<Readiness, 'message'>[] {
  return change.settingsReady.flatMap((ready, group) =>
    [...new Set(KINDS.map((kind) => ready[kind]))].map((at) => ({
      at,
      group,
      kinds: KINDS.filter((kind) => ready[kind] === at),
    })),
  )
}
