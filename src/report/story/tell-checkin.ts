import type { TracedEvent } from '../../experiment/trace.ts'
import type { RuleName } from './rules.ts'
import type { Scene, Telling } from './scene.ts'
import type { Routine } from './story.ts'
import { KIND_WORDS, kindsIn, lossOf, profilesOf } from './tell-kinds.ts'
import { authority, clockOf, listOf } from './told.ts'

interface Trigger {
  readonly tries: string
  readonly title: string
  readonly rule: RuleName
}

const TRIGGERS: Readonly<Record<string, Trigger>> = {
  poll: { tries: 'on schedule', title: 'a scheduled check-in', rule: 'poll' },
  push: { tries: 'because of a push', title: 'a check-in after a push', rule: 'push' },
  company_portal: { tries: 'from the company portal', title: 'a check-in from the company portal', rule: 'portal' },
  admin_sync: { tries: "at an administrator's request", title: 'a check-in that was asked for', rule: 'sync' },
  enrolment_burst: { tries: 'soon after its enrolment', title: 'a check-in after its enrolment', rule: 'burst' },
  channel_renewal: { tries: 'to renew its push channel', title: 'a renewal of its push channel', rule: 'renewal' },
}

const REFUSED: Readonly<Record<string, { readonly words: string; readonly rule: RuleName }>> = {
  apns_blocked: { words: 'in vain: the tenant has no Apple push certificate that is valid for it', rule: 'apns' },
  throttled: { words: 'in vain: the service is at its capacity; it will try again', rule: 'throttling' },
  unlicensed: { words: 'to no effect: its user has no licence', rule: 'licence' },
  not_migrated: { words: 'to no effect: nobody has switched it yet', rule: 'ticket' },
  identity_expired: {
    words: 'in vain: the service does not know it, its identity certificate has expired',
    rule: 'certificate',
  },
}

/** A check-in and what it brings, with the push that caused it. */
export function tellCheckin(scene: Scene, { event, detail }: TracedEvent): Telling {
  const trigger = TRIGGERS[detail]!
  const refused = REFUSED[event.slice('checkin-'.length)]
  if (refused !== undefined) {
    const words = `Tries to check in ${trigger.tries}, ${refused.words}`
    return { words, title: trigger.title, rule: refused.rule, ...routine(scene, 'failed-checkin') }
  }
  const effects = effectsOf(scene)
  const words = `Checks in ${trigger.tries}${effects.length === 0 ? '' : `: ${effects.join('; ')}`}`
  const delivers = kindsIn(scene.group, 'overwritten').length > 0 || stateIn(scene) !== undefined
  return { words, title: trigger.title, rule: delivers ? 'delivery' : trigger.rule, ...routine(scene, 'checkin') }
}

/** Nothing but the push and the check-in happened. */
function routine({ group }: Scene, kind: Routine): { readonly routine?: Routine } {
  const plain = group.every(({ event }) => event === 'push-arrived' || event.startsWith('checkin-'))
  return plain ? { routine: kind } : {}
}

/** What a successful check-in does, and any that an enrolment ends with. */
export function effectsOf(scene: Scene): string[] {
  const { group, after } = scene
  const has = (name: string): boolean => group.some(({ event }) => event === name)
  const state = stateIn(scene)
  const effects: string[] = []
  for (const { event, detail } of group)
    if (event === 'action-executed') effects.push(`the action ${detail} is executed`)
  if (!has('enrolled')) effects.push(...takenOver(scene))
  if (state === 'unenrolled' || state === 'removed') effects.push('it is not managed any more')
  const arrived = kindsIn(group, 'overwritten')
  if (arrived.length > 0) effects.push(`${profilesOf(arrived)} arrive${arrived.length === 1 ? 's' : ''}`)
  const beside = kindsIn(group, 'duplicate')
  if (beside.length > 0)
    effects.push(`${profilesOf(beside)} arrive${beside.length === 1 ? 's' : ''} beside the old, under another name`)
  const again = kindsIn(group, 'old')
  if (again.length > 0) effects.push(`it gets ${profilesOf(again)} of the old authority`)
  if (has('kind-missing') || has('kind-none')) effects.push(lossOf(group))
  if (has('certificate-requested')) effects.push('a certificate is asked for')
  if (has('certificate-renewed')) effects.push('its identity certificate is renewed')
  if (after.state === 'registered' && (state === 'registered' || arrived.length > 0))
    effects.push(...outstanding(scene))
  return effects
}

/** Which service manages it from now on; of an enrolment that is told already. */
function takenOver(scene: Scene): string[] {
  const { from, to, kind } = scene.told.scenario.change
  const moves = kind === 'coexistence' && scene.group.some(({ event }) => event === 'change')
  if (moves) return [`it moves from ${authority(from)} to ${authority(to)}`]
  switch (stateIn(scene)) {
    case 'managed_new':
      return [`it is managed by ${authority(to)}`]
    case 'registered':
      return scene.before.state === 'managed_new' ? [] : [`${authority(to)} manages it`]
    case 'managed_old':
      return [`${authority(from)} manages it`]
    default:
      return []
  }
}

function stateIn({ group }: Scene): string | undefined {
  return group.findLast(({ event }) => event.startsWith('state-'))?.event.slice('state-'.length)
}

/** What is still to come, and when where that is a date of the plan. */
function outstanding({ told: { scenario, trace }, after, group }: Scene): string[] {
  const { wave } = trace.facts
  const ready = scenario.change.settingsReady[wave < 0 ? scenario.change.settingsReady.length - 1 : wave]!
  const kinds = after.outstanding
  if (kinds.length === 0) return []
  const time = group[0]!.time
  const dates = [...new Set(kinds.map((kind) => Math.max(ready[kind], time)))].sort((a, b) => a - b)
  const words = dates.map((at) => {
    const due = listOf(kinds.filter((kind) => Math.max(ready[kind], time) === at).map((kind) => KIND_WORDS[kind]))
    if (at === time) return due
    return `${due} (settings ${at < scenario.horizon ? `ready ${clockOf(scenario, at)}` : 'not ready in this run'})`
  })
  return [`still to come: ${words.join('; ')}`]
}
