import type { Trigger } from '../../src/model/vocabulary.ts'
import { KINDS, type Kind, type Scenario } from '../../src/scenario/scenario.ts'
import { Draws, keyOfName } from './draws.ts'
import type { Device } from './fleet.ts'

/** A push to many devices, with one delay until the service notices that it is due. */
export interface Message {
  readonly trigger: Trigger
  readonly order: number
  readonly detectDelay: number
  /** The draws of its attempts on a device. */
  drawsFor(device: Device): Draws
}

export interface Readiness {
  readonly at: number
  /** Wave and kind; the last group is everybody else. */
  readonly groups: readonly { readonly wave: number; readonly kind: Kind }[]
  readonly message: Message
}

/** All messages of the plan, in the order of their creation. */
export interface Messages {
  readonly waves: readonly Message[]
  readonly tenantSwitch: Message
  readonly licences: readonly Message[]
  readonly actions: readonly Message[]
  readonly uploads: readonly Message[]
  readonly readiness: readonly Readiness[]
  readonly support: Message
}

export function messagesOf(scenario: Scenario): Messages {
  const { seed, change, push, cohorts } = scenario
  const named = new Map<string, number>()
  let order = 0

  function message(name: string, trigger: Trigger = 'push'): Message {
    const twin = named.get(name) ?? 0
    named.set(name, twin + 1)
    const delays = new Draws(keyOfName(seed, '\0tenant', name), 0)
    return {
      trigger,
      order: order++,
      detectDelay: delays.duration(push.detectDelay, 'detectDelay', twin),
      drawsFor: ({ cohort, index }) => new Draws(keyOfName(seed, cohort.name, `\0${name}\0${twin}`), index),
    }
  }

  const list = (indexes: readonly number[]) => indexes.map((index) => cohorts[index]!.name).join(' ')
  return {
    waves: change.waves.map(({ name }) => message(`wave ${name}`)),
    tenantSwitch: message('switch'),
    licences: change.licences.map((licence) => message(`licence ${list(licence.cohorts)}`)),
    actions: change.actions.map((action) =>
      message(`${action.kind} ${list(action.cohorts)}`, action.kind === 'sync' ? 'admin_sync' : 'push'),
    ),
    uploads: change.apns.uploads.map(() => message('upload')),
    readiness: readinessGroups(scenario).map(({ at, groups }) => ({
      at,
      groups,
      message: message(
        `ready ${groups.map(({ wave, kind }) => `${change.waves[wave]?.name ?? ''}/${kind}`).join(' ')}`,
      ),
    })),
    support: message('support'),
  }
}

/** What becomes ready at each instant, in the order of time. */
function readinessGroups({ change }: Scenario): Pick<Readiness, 'at' | 'groups'>[] {
  const instants = new Map<number, { wave: number; kind: Kind }[]>()
  for (const [wave, ready] of change.settingsReady.entries()) {
    for (const kind of KINDS) {
      const groups = instants.get(ready[kind]) ?? []
      instants.set(ready[kind], [...groups, { wave, kind }])
    }
  }
  return [...instants].map(([at, groups]) => ({ at, groups })).sort((a, b) => a.at - b.at)
}
