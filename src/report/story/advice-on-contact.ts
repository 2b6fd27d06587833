import { settingOf } from '../assumptions.ts'
import type { Adviser, Case } from './counsel.ts'
import { inHours, inMinutes, listOfNames } from './set-words.ts'
import { clockOf } from './told.ts'

/** Waiting for a check-in no longer than this is nothing that a plan could do better. */
const PUSH_TAKES = 30 * 60_000

/** It is offline when it should move. */
export const onAbsence: Adviser = ({ told: { scenario, trace }, fields, opened }) => {
  const toggles = trace.events.filter(({ event }) => event === 'online' || event === 'offline')
  const left = toggles.findLast(({ event, time }) => event === 'offline' && time <= opened)
  const back = toggles.find(({ event, time }) => event === 'online' && time > opened)
  const leaves = left && `goes offline ${clockOf(scenario, left.time)}`
  const comes = back && `comes online ${clockOf(scenario, back.time)}`
  const told =
    leaves && comes
      ? `It ${leaves} and ${comes}: move it some hours before the one, or after the other`
      : leaves
        ? `It ${leaves}, for the rest of the run: move it some hours before, or have it switched on`
        : comes
          ? `It first ${comes}: move it after that, or have it switched on before`
          : 'It is offline throughout: have it switched on'
  return { fields: [fields.date], words: `${told}.`, set: null }
}

/** It will never be online. */
export const onNeverOnline: Adviser = ({ fields }) => ({
  fields: [`${fields.cohort}.presence`],
  words:
    'No plan reaches a device that is never online. Find it before the change: switch it on, replace it, or strike it off the list.',
  set: null,
})

/** It is online and does not hear of the change. */
export const onSilence: Adviser = (one) => {
  const { told, fields, cohort, longest } = one
  const { scenario, document, trace } = told
  if (!scenario.push.enabled) {
    return {
      fields: ['push'],
      words: 'Pushes are off: with them the device hears of the change within minutes.',
      set: 'push={}',
    }
  }
  if (longest.lasts <= PUSH_TAKES) {
    return {
      fields: [],
      words: 'That is what a push takes, or a check-in after coming online: little to gain.',
      set: null,
    }
  }
  const soon = longest.from === scenario.change.at ? '+1m' : inMinutes(longest.from + 60_000)
  if (!scenario.change.apns.pushOnUpload && followsUpload(one)) {
    const action = fields.next('actions')
    return {
      fields: [action, 'change.apns.pushOnUpload'],
      words:
        'No push tells it of the new Apple push certificate: have an administrator sync the devices after the upload.',
      set: `${action}={ at: ${soon}, kind: sync, cohorts: ${listOfNames([cohort])} }`,
    }
  }
  const { deaf, user } = trace.facts
  const { platform } = scenario.cohorts[trace.facts.cohort]!
  const interval = document.poll === 'off' ? 'poll' : `poll.interval.${platform}`
  const why = deaf
    ? `No push ever reaches it, as ${settingOf(document, 'push.deadShare').value} of all devices: its schedule decides`
    : 'Its push comes late or is lost: more attempts help'
  const more = deaf ? [interval] : ['push.retries', ...(scenario.stations.push === null ? [] : ['stations.push'])]
  if (user === 0) return { fields: more, words: `${why}.`, set: null }
  const campaign = fields.next('campaigns')
  return {
    fields: [campaign, ...more],
    words: `${why}${deaf ? '. Ask' : ', or asking'} its user to open the company portal right after the change.`,
    set: `${campaign}={ at: ${soon}, response: 1, delay: 1m }`,
  }
}

/** Whether the device waits because the tenant's new certificate is not announced to it. */
function followsUpload({ gaps, longest }: Case): boolean {
  const intervals = gaps.flatMap(({ periods }) => periods.flatMap((period) => period.intervals))
  return intervals.some(({ cause, to }) => cause === 'apns' && to.offset === longest.from)
}

/** The service refuses it, being at its capacity. */
export const onThrottling: Adviser = ({ told: { scenario, document } }) => ({
  fields: ['stations.service.ratePerMinute', 'change.waves'],
  words: `The service takes ${settingOf(document, 'stations.service.ratePerMinute').value} check-ins a minute: spread the move over waves so that fewer devices come at a time.`,
  set: `stations.service.ratePerMinute=${10 * (scenario.stations.service?.ratePerMinute ?? 1)}`,
})

/** The tenant has no valid Apple push certificate for it. */
export const onPushCertificate: Adviser = ({ told: { scenario, document }, opened }) => {
  const { kind, apns } = document.change
  const uploads = Array.isArray(apns.uploads) ? apns.uploads : []
  const wrong = uploads.some(({ topic }) => topic === 'changed')
  return {
    fields: [uploads.length > 0 ? 'change.apns.uploads.0.at' : 'change.apns.uploads'],
    words: `Upload the Apple push certificate by ${clockOf(scenario, opened)}${wrong ? ', of the topic under which the device enrolled (renew it with the same Apple ID)' : ''}.`,
    set: `change.apns.uploads=[{ at: ${kind === 'in-place' || kind === 'coexistence' ? '+0s' : '0s'} }]`,
  }
}

/** The certificate by which the service knows it has expired. */
export const onIdentity: Adviser = ({ told: { scenario, trace }, fields, cohort, opened }) => {
  const expires = trace.events.find(({ event }) => event === 'state-identity_expired')
  const ends = expires === undefined ? 'expired before the start' : `expires ${clockOf(scenario, expires.time)}`
  if (trace.facts.presence === 'dormant') {
    return {
      fields: [`${fields.cohort}.presence`],
      words: `Its certificate ${ends}: find the device and switch it on before that, or enrol it again.`,
      set: null,
    }
  }
  const action = fields.next('actions')
  return {
    fields: [action, 'identityCertificate.renewBefore', 'helpDesk'],
    words: `Its certificate ${ends}: ${expires === undefined ? '' : 'a contact shortly before that renews it, afterwards '}only a new enrolment helps, by an action reenrol or with the help desk.`,
    set: `${action}={ at: ${inHours(opened)}, kind: reenrol, cohorts: ${listOfNames([cohort])} }`,
  }
}

/** Its record is gone, some time after its certificate. */
export const onRemoval: Adviser = (one) => ({
  ...onIdentity(one),
  words: 'The record goes 180 days after the certificate has expired: what helps against that helps here.',
})
