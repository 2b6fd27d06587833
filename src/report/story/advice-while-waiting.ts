import type { Cause } from '../../model/vocabulary.ts'
import { settingOf } from '../assumptions.ts'
import { type Case, type Counsel, firstOf, longestOf } from './counsel.ts'
import type { Fields } from './fields.ts'
import { clockOf } from './told.ts'

/** Waiting for a check-in no longer than this is nothing that a plan could do better. */
const PUSH_TAKES = 30 * 60_000

/** Nor is being enrolled nowhere no longer than this. */
const ENROLMENT_TAKES = 2 * 3_600_000

/** What would have spared the device a gap in which it waits for its user, its next contact or its record. */
export function adviceWhileWaiting(cause: Cause, one: Case, fields: Fields): Counsel {
  const { told, steps } = one
  const { scenario, document, trace } = told
  const { change } = scenario
  const cohort = scenario.cohorts[trace.facts.cohort]!.name
  const opened = firstOf(one, cause)
  switch (cause) {
    case 'offline':
      return { fields: [fields.date], words: presenceAdvice(one, opened, fields.date), set: null }
    case 'awaiting-checkin': {
      if (!scenario.push.enabled) {
        const words = 'Pushes are off: with them the device hears of the change within minutes.'
        return { fields: ['push', 'poll.interval', fields.next('campaigns')], words, set: null }
      }
      if (longestOf(one, cause) <= PUSH_TAKES) {
        const words =
          'That is what a push takes to be sent and to arrive, or a check-in after coming online: little is to be gained.'
        return { fields: ['push.detectDelay', 'push.latency'], words, set: null }
      }
      const words = trace.facts.deaf
        ? `No push ever reaches this device, one of the ${settingOf(document, 'push.deadShare').value} for which that is so: its schedule decides. Ask its user to open the company portal right after the change.`
        : 'Its push came late or was lost. More attempts help, or a message that asks its user to open the company portal.'
      return {
        fields: [fields.next('campaigns'), trace.facts.deaf ? 'poll.interval' : 'push.retries'],
        words,
        set: trace.facts.user === 0 ? null : `${fields.next('campaigns')}={ at: +1m, response: 1, delay: 1m }`,
      }
    }
    case 'user-not-enrolled': {
      if (longestOf(one, cause) <= ENROLMENT_TAKES) {
        return {
          fields: ['change.migrate.pause', 'enrolment.duration'],
          words:
            'That is how long it takes from one service to the next: guide users so that they do not pause on the way.',
          set: 'change.migrate.pause=0s',
        }
      }
      if (change.kind === 'third-party' || change.kind === 'set') {
        return {
          fields: ['change.migrate.response', 'change.migrate.delay', fields.next('campaigns'), 'conditionalAccess'],
          words:
            'Its user enrols late or never: announce earlier, send reminders, and let conditional access enforce it after some grace.',
          set: 'change.migrate.response=1',
        }
      }
      return {
        fields: [fields.next('actions'), 'enrolment.duration'],
        words: 'It is enrolled nowhere until somebody enrols it: do so by hand (an action reenrol), or at once.',
        set: null,
      }
    }
    case 'enrolment-failed': {
      const refused = steps.find(({ event }) => event === 'enrol-refused')?.detail
      if (refused === 'authority') {
        return {
          fields: ['change.at'],
          words: 'Set the authority before users are asked to enrol.',
          set: 'change.at=0s',
        }
      }
      if (refused === 'access') {
        const words = 'Leave the enrolment app out of conditional access: a device that is kept out cannot enrol.'
        return {
          fields: ['conditionalAccess.coversEnrolment'],
          words,
          set: 'conditionalAccess.coversEnrolment=false',
        }
      }
      return {
        fields: ['enrolment.failure', 'enrolment.retry'],
        words: `Of the attempts ${settingOf(document, 'enrolment.failure').value} fail: guide users, and help those who fail before they try again by themselves.`,
        set: 'enrolment.failure=0',
      }
    }
    case 'retired': {
      const taken = change.actions.findIndex(({ kind }) => steps.some(({ events }) => isTaken(events, kind)))
      const field = taken < 0 ? 'change.actions' : `change.actions.${taken}`
      return {
        fields: [field, `${field}.returns`],
        words:
          'It was retired, wiped or deleted on purpose. If it is still in use, take it out of the action or have it enrol again.',
        set: taken < 0 || change.actions[taken]!.kind === 'delete' ? null : `${field}.returns=1`,
      }
    }
    case 'identity-certificate': {
      const gone = trace.facts.presence === 'dormant'
      const ends = opened === 0 ? 'ended before the start' : `ends ${clockOf(scenario, opened)}`
      const help = gone
        ? 'the device must be found and switched on before, or be enrolled again'
        : 'before that one contact renews it, afterwards only a new enrolment helps, by an action reenrol or through the help desk'
      const action = fields.next('actions')
      return {
        fields: [action],
        words: `Its certificate ${ends}: ${help}.`,
        set: gone ? null : `${action}={ at: 0s, kind: reenrol, cohorts: [${JSON.stringify(cohort)}] }`,
      }
    }
    case 'removed':
      return {
        fields: ['cleanup.mode', 'cleanup.after'],
        words: 'Hide silent devices instead of removing them, or wait longer; a removed device must enrol again.',
        set: scenario.cleanup === null ? null : 'cleanup.mode=hide',
      }
    case 'not-compliant':
      return {
        fields: ['conditionalAccess.grace', 'compliance.validity'],
        words:
          'It lacked a profile, or contact. Close the protection gap first; enforce the rules with some grace after its change, so that it has time to.',
        set: null,
      }
    default:
      return {
        fields: ['conditionalAccess.unblockDelay'],
        words: 'It met the rules again already: access comes back by itself, with the delay that is set.',
        set: null,
      }
  }
}

function isTaken(events: readonly { readonly event: string; readonly detail: string }[], kind: string): boolean {
  return ['retire', 'wipe', 'freshStart', 'delete'].includes(kind) && events.some(({ detail }) => detail === kind)
}

/** When it was online around the gap, and so when to have moved it. */
function presenceAdvice({ told, steps }: Case, opened: number, field: string): string {
  const { scenario, trace } = told
  let left = trace.facts.online ? 0 : -1
  let back = -1
  let online = trace.facts.online
  for (const { offset, events } of steps) {
    for (const { event } of events) {
      if (event !== 'online' && event !== 'offline') continue
      online = event === 'online'
      if (offset <= opened && !online) left = offset
      if (offset > opened && online && back < 0) back = offset
    }
  }
  const until = left > 0 ? `online until ${clockOf(scenario, left)}` : 'not online before'
  const again = back < 0 ? 'not again in this run' : `again from ${clockOf(scenario, back)}`
  return `It was ${until}, and ${again}: a date at which it is online, and for some hours more, spares it most of this gap (${field}).`
}
