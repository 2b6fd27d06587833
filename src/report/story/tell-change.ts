import { settingOf } from '../assumptions.ts'
import type { Scene, Telling } from './scene.ts'
import { kindsIn, profilesOf } from './tell-kinds.ts'
import { authority, isLicensed } from './told.ts'

/** The device's own change where it is not a check-in's or an enrolment's: it leaves the old authority. */
export function tellChange(scene: Scene): Telling {
  const { told, group, after } = scene
  const kept = kindsIn(group, 'retained')
  const max = settingOf(told.document, 'retention.max').value
  const keeps = kept.length === 0 ? '' : `; ${profilesOf(kept)} stay${kept.length === 1 ? 's' : ''} for ${max} at most`
  const late = after.state === 'apns_blocked' ? '; there is no valid Apple push certificate to reach it by' : ''
  const reason = why(scene)
  return { ...reason, words: `${reason.words}${keeps}${late}` }
}

function why({ told, group, after }: Scene): Telling {
  const { scenario, trace } = told
  const { change } = scenario
  const { time } = group[0]!
  const [from, to] = [authority(change.from), authority(change.to)]
  const { enrolment } = scenario.cohorts[trace.facts.cohort]!
  const waitsForSupport =
    change.kind === 'in-place' &&
    time >= change.at &&
    (enrolment === 'userless' || (enrolment === 'dem' && change.dem === 'stays'))
  if (after.state === 'orphaned') {
    return {
      words: 'The old service is switched off, and nobody has moved this device',
      title: 'the end of the old service',
      rule: 'decommission',
    }
  }
  if (change.kind === 'coexistence') {
    return {
      words: 'Its user has no licence left, so neither service manages it',
      title: 'the loss of the licence',
      rule: 'coexistence',
    }
  }
  if (!isLicensed(trace.facts, time) && trace.outcome.wave[0]! < 0 && time >= change.at) {
    const switched = change.kind === 'in-place' ? `The tenant switch from ${from} to ${to}` : 'Its old service ends'
    return {
      words: `${switched}: its user has no licence, so no service manages it`,
      title: 'the change, without a licence',
      rule: 'licence',
    }
  }
  if (waitsForSupport) {
    const whose = enrolment === 'userless' ? 'a device without a user' : "an enrolment manager's device"
    return {
      words: `The tenant switch from ${from} to ${to}: ${whose} does not move by itself, and waits for support`,
      title: 'the tenant switch, without anyone to move it',
      rule: 'ticket',
    }
  }
  const wave = trace.outcome.wave[0]!
  if (wave >= 0) {
    const { name, at } = change.waves[wave]!
    const late = at < time ? ', late: its user had no licence until now' : ''
    return { words: `Wave ${name} moves it from ${from} to ${to}${late}`, title: `its wave, ${name}`, rule: 'change' }
  }
  if (time < change.at) {
    return {
      words: `Switched from ${from} to ${to} ahead of the tenant`,
      title: 'being switched ahead of the tenant',
      rule: 'switched',
    }
  }
  return { words: `The tenant switch moves it from ${from} to ${to}`, title: 'the tenant switch', rule: 'change' }
}
