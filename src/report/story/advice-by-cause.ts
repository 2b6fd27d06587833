import type { Cause } from '../../model/vocabulary.ts'
import { KINDS, type Kind, RULES } from '../../scenario/scenario.ts'
import { settingOf } from '../assumptions.ts'
import { adviceWhileWaiting } from './advice-while-waiting.ts'
import { type Case, type Counsel, firstOf } from './counsel.ts'
import { fieldsOf } from './fields.ts'
import { KIND_WORDS } from './tell-kinds.ts'
import { clockOf, listOf, type Told } from './told.ts'

/** What would have spared the device its time in a gap for this cause. */
export function adviceFor(cause: Cause, one: Case): Counsel {
  const { told } = one
  const { scenario, document, trace } = told
  const { change } = scenario
  const fields = fieldsOf(told)
  const cohort = scenario.cohorts[trace.facts.cohort]!.name
  const opened = clockOf(scenario, firstOf(one, cause))
  switch (cause) {
    case 'ticket': {
      const action = fields.next('actions')
      return {
        fields: [action, 'support.openedAt', 'support.leadTime', 'support.devicesPerDay'],
        words: `An action switchDevices for ${cohort} before the tenant switch (${clockOf(scenario, change.at)}) spares it the ticket; an earlier ticket, a faster answer or more devices a day make it shorter.`,
        set: `${action}={ at: -1h, kind: switchDevices, cohorts: [${JSON.stringify(cohort)}] }`,
      }
    }
    case 'licence':
      return {
        fields: [`${fields.home}.licensed`, fields.next('licences')],
        words: `A licence for its user before ${opened}: from the start, or by a date in the plan.`,
        set: `${fields.home}.licensed=1`,
      }
    case 'apns': {
      const uploads = document.change.apns.uploads
      const dated = Array.isArray(uploads) && uploads.length > 0
      const field = dated ? 'change.apns.uploads.0.at' : 'change.apns.uploads'
      const wrong = Array.isArray(uploads) && uploads.some(({ topic }) => topic === 'changed')
      return {
        fields: [field],
        words: `Upload the Apple push certificate by ${opened}${wrong ? ', of the topic under which the device enrolled (renew it with the same Apple ID)' : ''}.`,
        set: `change.apns.uploads=[{ at: ${change.kind === 'in-place' || change.kind === 'coexistence' ? '+0s' : '0s'} }]`,
      }
    }
    case 'stranded': {
      const kinds = trace.facts.dependsOn.map((kind) => KIND_WORDS[KINDS[kind]!])
      return {
        fields: [
          ...trace.facts.dependsOn.map((kind) => `${fields.cohort}.profiles.${KINDS[kind]}`),
          fields.ready(KINDS[trace.facts.dependsOn[0] ?? 0]!),
          `${fields.cohort}.dependsOn.fallbackNetwork`,
        ],
        words: `Its network hangs on its ${listOf(kinds)} profile: assign the new one, have it ready and delivered before the old one goes, or give the device another network.`,
        set: `${fields.cohort}.dependsOn.fallbackNetwork=1`,
      }
    }
    case 'not-assigned': {
      const kinds = unassigned(told)
      return {
        fields: kinds.map((kind) => `${fields.cohort}.profiles.${kind}`),
        words: `Assign ${listOf(kinds.map((kind) => KIND_WORDS[kind]))} under the new authority, or decide that it is not needed (dropped).`,
        set: kinds.length === 1 ? `${fields.cohort}.profiles.${kinds[0]}=same-name` : null,
      }
    }
    case 'settings-late': {
      const late = lateKinds(told, one)
      return {
        fields: [...new Set(late.map((kind) => fields.ready(kind)))],
        words: `Have the new ${listOf(late.map((kind) => KIND_WORDS[kind]))} settings ready and tested before its own change, or before ${opened} at least, when the old ones were gone.`,
        set: 'change.settingsReady=0s',
      }
    }
    case 'never-online':
      return {
        fields: [`${fields.cohort}.presence`],
        words:
          'No plan reaches a device that is never online. Find it before the change: switch it on, replace it, or strike it off the list.',
        set: null,
      }
    case 'category':
      return {
        fields: ['categories.ratePerHour', 'categories.hours', 'categories.kinds'],
        words: 'Have more people put devices into categories, or do not assign these kinds through categories.',
        set: `categories.ratePerHour=${10 * scenario.categories.ratePerHour}`,
      }
    case 'issuance':
      return {
        fields: ['stations.scep.ratePerMinute'],
        words: 'Issue certificates faster, or spread the move over more waves.',
        set: `stations.scep.ratePerMinute=${10 * (scenario.stations.scep?.ratePerMinute ?? 1)}`,
      }
    case 'throttled':
      return {
        fields: ['stations.service.ratePerMinute', 'change.waves'],
        words: `The service takes ${settingOf(document, 'stations.service.ratePerMinute').value} check-ins a minute: spread the move over waves so that fewer devices come at a time.`,
        set: `stations.service.ratePerMinute=${10 * (scenario.stations.service?.ratePerMinute ?? 1)}`,
      }
    default:
      return adviceWhileWaiting(cause, one, fields)
  }
}

function unassigned({ trace }: Told): Kind[] {
  return KINDS.filter((_, kind) => RULES[trace.facts.rules[kind]!] === 'unassigned')
}

/** Kinds that were missing before their settings were ready. */
function lateKinds({ scenario, trace }: Told, { gaps }: Case): Kind[] {
  const { settingsReady } = scenario.change
  const { wave } = trace.facts
  const ready = settingsReady[wave < 0 ? settingsReady.length - 1 : wave]!
  const periods = gaps.find(({ gap }) => gap === 'protection')?.periods ?? []
  return KINDS.filter((kind) =>
    periods.some(({ missing, from }) => missing.includes(kind) && ready[kind] > from.offset),
  )
}
