import type { Scene, Telling } from './scene.ts'
import { effectsOf } from './tell-checkin.ts'
import { lossOf } from './tell-kinds.ts'
import { authority } from './told.ts'

const REFUSALS: Readonly<Record<string, string>> = {
  authority: 'the tenant has no authority yet',
  apns: 'the tenant has no valid Apple push certificate',
  licence: 'its user has no licence',
  access: 'conditional access keeps it out of the enrolment app too',
}

/** What people do with the device, enrolments, access, calls, actions. */
export function tellOther(scene: Scene): Telling {
  const { group, told, before, after } = scene
  const { event, detail, time } = group[0]!
  const { change } = told.scenario
  const has = (name: string): boolean => group.some((other) => other.event === name)
  switch (event) {
    case 'arrived':
      return { words: 'Arrives as a new device, to be enrolled at once', title: 'its arrival', rule: 'arrival' }
    case 'acted': {
      const helped = before.helpedAt === time
      const asked = helped ? 'With the help desk, its user' : before.blocked ? 'Being kept out, its user' : 'Its user'
      const loses = has('kind-missing') || has('kind-none') ? `: ${lossOf(group)}` : ''
      const words =
        has('state-unenrolled') || before.state === 'managed_old'
          ? `${asked} unenrols it${loses}`
          : `${asked} sets out to enrol it`
      return {
        words,
        title: 'its unenrolment',
        rule: helped ? 'helpDesk' : before.blocked ? 'nudge' : 'migration',
      }
    }
    case 'enrolled': {
      const which = before.attempts > 0 ? ` at attempt ${before.attempts + 1}` : ''
      const by = after.state === 'managed_old' ? change.from : change.to
      const effects = has('checkin-ok') ? effectsOf(scene) : []
      const words = `Enrols with ${authority(by)}${which}${effects.length === 0 ? '' : `: ${effects.join('; ')}`}`
      return { words, title: 'its enrolment', rule: change.kind === 'co-management' ? 'silent' : 'enrolment' }
    }
    case 'enrol-refused':
      return {
        words: `Its attempt to enrol is refused: ${REFUSALS[detail] ?? detail}`,
        title: 'a refused attempt to enrol',
        rule: detail === 'apns' ? 'apns' : detail === 'licence' ? 'licence' : 'enrolment',
        ...(before.lastAttempt === detail ? { routine: 'failed-enrolment' } : {}),
      }
    case 'enrol-failed':
      return {
        words: `Its ${ordinal(after.attempts)} attempt to enrol fails`,
        title: 'a failed attempt to enrol',
        rule: 'enrolment',
        ...(before.lastAttempt === 'failed' ? { routine: 'failed-enrolment' } : {}),
      }
    case 'blocked':
      return {
        words: 'Its access ends: conditional access keeps it out',
        title: 'the end of its access',
        rule: 'access',
      }
    case 'unblocked':
      return { words: 'It has access again', title: 'the return of its access', rule: 'access' }
    case 'call-opened':
      return { words: 'Its user calls the help desk', title: 'a call', rule: 'helpDesk' }
    case 'call-closed':
      return { words: 'The help desk has dealt with the call', title: 'the help desk', rule: 'helpDesk' }
    case 'call-abandoned':
      return { words: 'Its user hangs up before being served', title: 'the end of a call', rule: 'helpDesk' }
    case 'action-issued': {
      const done = has('action-executed') ? ' and executed at once' : ''
      const gone = has('state-removed') ? ': its record is gone' : ''
      return {
        words: `The action ${detail} is issued to it${done}${gone}`,
        title: `the action ${detail}`,
        rule: 'action',
      }
    }
    case 'action-executed':
      return { words: `The action ${detail} is executed`, title: `the action ${detail}`, rule: 'action' }
    case 'action-dropped':
      return { words: `The action ${detail} does not reach it`, title: `the action ${detail}`, rule: 'action' }
    case 'certificate-requested':
      return { words: 'A certificate is asked for', title: 'the request for a certificate', rule: 'issuance' }
    case 'stranded':
      return { words: 'It is cut off for good', title: 'the loss of its network', rule: 'stranding' }
    default:
      return { words: event, title: event, rule: 'presence' }
  }
}

function ordinal(n: number): string {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}
