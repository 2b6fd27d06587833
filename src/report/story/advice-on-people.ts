import { settingOf } from '../assumptions.ts'
import type { Adviser, Case, Counsel } from './counsel.ts'
import { inHours, listOfNames } from './set-words.ts'
import { clockOf } from './told.ts'

/** Being enrolled nowhere no longer than this is nothing that a plan could do better. */
const ENROLMENT_TAKES = 2 * 3_600_000

/** Support moves the devices of the cohort one by one. */
export const onTicket: Adviser = ({ told: { scenario }, fields, cohort }) => {
  const action = fields.next('actions')
  return {
    fields: [action, 'support.openedAt', 'support.leadTime', 'support.devicesPerDay'],
    words: `An action switchDevices for ${cohort} before the tenant switch (${clockOf(scenario, scenario.change.at)}) spares it the ticket; an earlier ticket, a faster answer or more devices a day make it shorter.`,
    set: `${action}={ at: -1h, kind: switchDevices, cohorts: ${listOfNames([cohort])} }`,
  }
}

/** Its user has no licence, or none any more. */
export const onLicence: Adviser = ({ told: { scenario, trace }, fields, opened }) => {
  const { fromStart = false, changes = [] } = trace.facts.licence ?? {}
  const lost = changes.findLast((at, place) => at <= opened && (place % 2 === 0) === fromStart)
  const taken = scenario.change.licences.findIndex(({ at, remove }) => remove && at === lost)
  if (lost !== undefined && taken >= 0) {
    return {
      fields: [`change.licences.${taken}.at`],
      words: `Leave its user the licence that is taken away ${clockOf(scenario, lost)} until the device has moved.`,
      set: `change.licences.${taken}.at=+1h`,
    }
  }
  return {
    fields: [`${fields.home}.licensed`, fields.next('licences')],
    words: `Give its user a licence before ${clockOf(scenario, opened)}: from the start, or at a date of the plan.`,
    set: `${fields.home}.licensed=1`,
  }
}

/** Its user takes time to enrol it, or nobody does. */
export const onEnrolment: Adviser = (one) => {
  const { told, fields, cohort, opened, longest } = one
  const { change } = told.scenario
  if (longest.lasts <= ENROLMENT_TAKES) {
    const pauses = change.kind === 'third-party'
    return {
      fields: pauses ? ['change.migrate.pause', 'enrolment.duration'] : ['enrolment.duration'],
      words: `That is what ${pauses ? 'the way from one service to the next' : 'enrolling'} takes: little to gain, except by guiding users.`,
      set: pauses ? 'change.migrate.pause=0s' : null,
    }
  }
  if ((change.kind === 'third-party' || change.kind === 'set') && hasUser(one)) {
    const campaign = fields.next('campaigns')
    const announced = change.waves[told.trace.facts.wave]?.at ?? change.at
    return {
      fields: ['change.migrate.response', 'change.migrate.delay', campaign, 'conditionalAccess'],
      words:
        'Its user enrols it late or never: announce the move earlier, send reminders, or have conditional access enforce it after some grace.',
      set: `${campaign}={ at: ${inHours(announced + 1)}, response: 1, delay: 1h }`,
    }
  }
  const action = fields.next('actions')
  return {
    fields: [action],
    words: 'It is enrolled nowhere until somebody enrols it: do so by hand (an action reenrol).',
    set: `${action}={ at: ${inHours(opened)}, kind: reenrol, cohorts: ${listOfNames([cohort])} }`,
  }
}

function hasUser({ told: { scenario, trace } }: Case): boolean {
  return scenario.cohorts[trace.facts.cohort]!.enrolment === 'user'
}

const REFUSED: Readonly<Record<string, Counsel>> = {
  authority: {
    fields: ['change.at'],
    words: 'Set the authority before users are asked to enrol.',
    set: 'change.at=0s',
  },
  access: {
    fields: ['conditionalAccess.coversEnrolment'],
    words: 'Leave the enrolment app out of conditional access: a device that is kept out cannot enrol.',
    set: 'conditionalAccess.coversEnrolment=false',
  },
}

/** Attempts to enrol come to nothing. */
export const onFailedEnrolment: Adviser = ({ told: { document }, steps }) => {
  const refusal = steps.find(({ event, detail }) => event === 'enrol-refused' && detail in REFUSED)
  if (refusal !== undefined) return REFUSED[refusal.detail]!
  const byChance = steps.some(({ event }) => event === 'enrol-failed')
  if (!byChance) {
    return {
      fields: ['enrolment.duration', 'enrolment.retry'],
      words: 'It goes offline while it enrols: have users stay until it is done, and try again soon.',
      set: 'enrolment.retry=10m',
    }
  }
  return {
    fields: ['enrolment.failure', 'enrolment.retry'],
    words: `Of the attempts ${settingOf(document, 'enrolment.failure').value} fail: guide users, and help those who fail before they try again by themselves.`,
    set: 'enrolment.failure=0',
  }
}

/** An action takes it out of management on purpose, or the clean-up rule does. */
export const onRetirement: Adviser = ({ told: { scenario }, steps }) => {
  const taken = scenario.change.actions.findIndex(
    ({ at, kind }) =>
      ['retire', 'wipe', 'freshStart', 'delete'].includes(kind) &&
      steps.some(
        ({ offset, events }) =>
          offset === at && events.some(({ event, detail }) => event === 'action-issued' && detail === kind),
      ),
  )
  if (taken < 0) {
    return {
      fields: ['cleanup.mode', 'cleanup.after'],
      words: 'Hide silent devices instead of removing them, or wait longer: a removed device must enrol again.',
      set: 'cleanup.mode=hide',
    }
  }
  const { kind, at } = scenario.change.actions[taken]!
  const path = `change.actions.${taken}`
  const words = `The action ${kind} of ${clockOf(scenario, at)} takes it away on purpose. If it is still in use, leave it out`
  return kind === 'delete'
    ? { fields: [`${path}.cohorts`, `${path}.share`], words: `${words}.`, set: `${path}.share=0` }
    : {
        fields: [`${path}.cohorts`, `${path}.share`, `${path}.returns`],
        words: `${words}, or have it enrol again.`,
        set: `${path}.returns=1`,
      }
}

/** People put it into its category when its turn comes. */
export const onCategory: Adviser = ({ told: { scenario } }) => ({
  fields: ['categories.ratePerHour', 'categories.hours', 'categories.kinds'],
  words: 'Have more people put devices into categories, or do not assign these kinds through categories.',
  set: `categories.ratePerHour=${10 * scenario.categories.ratePerHour}`,
})
