import type { Scene, Telling } from './scene.ts'
import { lossOf } from './tell-kinds.ts'
import { authority, isLicensed } from './told.ts'

/** A change of the management state that comes by a date or a deadline, without anything else happening to the device. */
export function tellState({ before, after, group, told }: Scene): Telling {
  const { change } = told.scenario
  const loses = group.some(({ event }) => event === 'kind-missing' || event === 'kind-none') ? `; ${lossOf(group)}` : ''
  const was = before.state
  switch (after.state) {
    case 'apns_blocked':
      return {
        words: 'From now on the tenant has no valid Apple push certificate for it: no service reaches it',
        title: 'the loss of the Apple push certificate',
        rule: 'apns',
      }
    case 'enrolling':
      return {
        words: 'Begins to enrol',
        title: 'the beginning of its enrolment',
        rule: 'enrolment',
        ...(before.attempts === 0 ? {} : { routine: 'enrolment' }),
      }
    case 'identity_expired':
      return {
        words: 'Its identity certificate expires: the service does not know it any more',
        title: 'the end of its identity certificate',
        rule: 'certificate',
      }
    case 'removed': {
      const expired = was === 'identity_expired'
      return {
        words: `${expired ? 'Its certificate has been expired for 180 days: its' : 'Silent for too long: the clean-up rule removes its'} record${expired ? ' is removed' : ''}${loses}`,
        title: 'the removal of its record',
        rule: expired ? 'certificate' : 'cleanup',
      }
    }
    case 'unlicensed':
      return {
        words: 'Its user has no licence left for either service',
        title: 'the loss of the licence',
        rule: 'licence',
      }
    case 'orphaned':
      return {
        words: `The old service is switched off${loses}`,
        title: 'the end of the old service',
        rule: 'decommission',
      }
    case 'unenrolled':
      return { words: `It is enrolled nowhere${loses}`, title: 'its unenrolment', rule: 'migration' }
    default:
  }
  if (was === 'apns_blocked') {
    const then = after.state === 'pending' ? 'it can move at its next check-in' : 'the service reaches it again'
    return {
      words: `The Apple push certificate is valid again: ${then}`,
      title: 'the upload of the Apple push certificate',
      rule: 'apns',
    }
  }
  if (was === 'needs_ticket') {
    return {
      words: 'Support switches it: it moves at its next check-in',
      title: 'its switch by support',
      rule: 'ticket',
    }
  }
  if (was === 'unlicensed' && !isLicensed(told.trace.facts, group[0]!.time)) {
    const words = `${authority(change.to)} needs no licence: it moves at its next check-in`
    return { words, title: 'the change', rule: 'coexistence' }
  }
  if (was === 'unlicensed') {
    return { words: 'Its user has a licence now: it moves at its next check-in', title: 'the licence', rule: 'licence' }
  }
  const by = after.state === 'managed_old' ? change.from : change.to
  return {
    words: `Everything it needs is there: managed by ${authority(by)}`,
    title: 'the last delivery',
    rule: 'delivery',
  }
}
