import type { Scene, Telling } from './scene.ts'
import { tellChange } from './tell-change.ts'
import { tellCheckin } from './tell-checkin.ts'
import { kindsIn, lossOf, profilesOf, sentence } from './tell-kinds.ts'
import { tellOther } from './tell-other.ts'
import { tellState } from './tell-state.ts'

/** Puts a step into words. */
export function tellStep(scene: Scene): Telling {
  const { group, after } = scene
  const { event } = group[0]!
  const checkin = group.find((other) => other.event.startsWith('checkin-'))
  if (event === 'push-arrived' && checkin === undefined) {
    return { words: 'A push arrives', title: 'a push', rule: 'push', routine: 'push' }
  }
  if (event.startsWith('checkin-') || event === 'push-arrived') return tellCheckin(scene, checkin!)
  if (event === 'change') return tellChange(scene)
  if (event.startsWith('state-')) return tellState(scene)
  if (event === 'online') {
    const alone = group.length === 1
    return { words: 'Comes online', title: 'coming online', rule: 'presence', ...(alone ? { routine: 'online' } : {}) }
  }
  if (event === 'offline') {
    const failed = group.some((other) => other.event === 'enrol-failed')
    const words = failed ? 'Goes offline, so that its attempt to enrol fails' : 'Goes offline'
    return {
      words,
      title: 'going offline',
      rule: failed ? 'enrolment' : 'presence',
      ...(failed ? {} : { routine: 'offline' }),
    }
  }
  if (event.startsWith('kind-')) {
    if (group.some((other) => other.event === 'kind-missing' || other.event === 'kind-none')) {
      const cut = group.some((other) => other.event === 'stranded')
      return {
        words: sentence(`its old profiles have reached their deadline: ${lossOf(group)}`),
        title: 'the deadline of its old profiles',
        rule: cut ? 'stranding' : 'retention',
      }
    }
    const issued = group.some(
      ({ detail }) => detail === 'certificate' && scene.before.kinds.get('certificate') !== 'duplicate',
    )
    if (issued) {
      const all = after.state === 'managed_new' && scene.before.state !== 'managed_new'
      return {
        words: `Its certificate is issued and arrives${all ? ', the last thing it lacked' : ''}`,
        title: 'the issue of its certificate',
        rule: 'issuance',
      }
    }
    return {
      words: `The old copy of ${profilesOf(kindsIn(group, 'overwritten'))} goes; the new one stays`,
      title: 'the deadline of an old copy',
      rule: 'retention',
    }
  }
  return tellOther(scene)
}
