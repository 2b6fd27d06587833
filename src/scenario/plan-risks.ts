import type { Problem } from './diagnostic.ts'
import { DAY, formatDuration, HOUR } from './duration.ts'
import { count } from './fleet-risks.ts'
import { KINDS, type Presence, type Scenario } from './scenario.ts'

/** An outage of the Apple push certificate, or a silence of office devices, that is worth a word. */
const LONG = DAY

/** Finds an Apple push certificate that is late or another one, settings that are late, a change before a weekend, split users. */
export function findPlanRisks(scenario: Scenario): Problem[] {
  return [...apnsRisks(scenario), ...readinessRisks(scenario), ...calendarRisk(scenario), ...splitRisks(scenario)]
}

function apnsRisks({ cohorts, change }: Scenario): Problem[] {
  const { required, uploads } = change.apns
  const apple = cohorts
    .filter(({ platform }) => platform !== 'android' && platform !== 'windows')
    .reduce((sum, { devices }) => sum + devices, 0)
  if (apple === 0) return []
  const problems: Problem[] = []
  const path = ['change', 'apns', 'uploads']
  const first = uploads.find(({ topic }) => topic === 'original')
  const blocked = `${count(apple, 'Apple device')} cannot check in or enrol`
  if (required && first === undefined) {
    problems.push({
      path,
      code: 'apns-outage',
      message: `${blocked} after the switch: no certificate is uploaded`,
      hint: 'upload the renewed certificate right after the switch',
    })
  } else if (required && first!.at - change.at > LONG) {
    const late = formatDuration(Math.round((first!.at - change.at) / HOUR) * HOUR)
    problems.push({
      path,
      code: 'apns-outage',
      message: `${blocked} until the certificate is uploaded, ${late} after the switch`,
      hint: 'upload it right after the switch',
    })
  }
  const changed = uploads.findIndex(({ topic }) => topic === 'changed')
  if (changed >= 0) {
    problems.push({
      path,
      code: 'apns-topic',
      message: `${count(apple, 'Apple device')} cannot be reached under a certificate of another topic`,
      hint: 'renew with the same Apple ID; else upload the original again or enrol the devices anew',
    })
  }
  return problems
}

function readinessRisks({ change }: Scenario): Problem[] {
  const moves = [...change.waves.filter(({ at }) => at < change.at), { name: null, at: change.at }]
  return moves.flatMap(({ name, at }): Problem[] => {
    const index = name === null ? change.waves.length : change.waves.findIndex((wave) => wave.name === name)
    const late = KINDS.filter((kind) => change.settingsReady[index]![kind] > at)
    if (late.length === 0) return []
    const message = `the settings of ${late.join(', ')} are ready only after ${name === null ? 'the switch' : `wave ${name}`}: devices that check in before need a later check-in`
    return [
      {
        path: ['change', 'settingsReady'],
        code: 'settings-late',
        message,
        hint: 'have all settings ready and assigned before devices move',
      },
    ]
  })
}

function calendarRisk({ cohorts, change }: Scenario): Problem[] {
  let devices = 0
  let longest = 0
  for (const cohort of cohorts) {
    for (const { share, presence } of parts(cohort.presence)) {
      const silence = timeToWork(presence, change.at)
      if (silence <= LONG) continue
      devices += Math.round(cohort.devices * share)
      longest = Math.max(longest, silence)
    }
  }
  if (devices === 0) return []
  const message = `${count(devices, 'device')} with office hours will not be at work for the next ${Math.round(longest / HOUR)} hours`
  return [
    {
      path: ['change', 'at'],
      code: 'outside-working-hours',
      message,
      hint: 'switch on the morning of a working day, or move them in waves before',
    },
  ]
}

function parts(presence: Presence): readonly { readonly share: number; readonly presence: Presence }[] {
  return presence.kind === 'mixture' ? presence.of : [{ share: 1, presence }]
}

/** Time from an instant to the next working hour, 0 within one and for every other presence. */
function timeToWork(presence: Presence, at: number): number {
  if (presence.kind !== 'weekly') return 0
  const { from, to, works } = presence.week
  const next = works.findIndex((worked, day) => worked === 1 && to[day]! > at)
  return next < 0 ? 0 : Math.max(0, from[next]! - at)
}

function splitRisks({ cohorts, change }: Scenario): Problem[] {
  return change.waves.flatMap((wave, index): Problem[] => {
    const listed = new Set(wave.cohorts)
    const split = cohorts.flatMap(({ owners }, own) =>
      owners !== null && listed.has(own) !== listed.has(owners) ? [[own, owners] as const] : [],
    )
    if (split.length === 0) return []
    const pairs = split.map(([own, owners]) => `${cohorts[own]!.name} and ${cohorts[owners]!.name}`).join('; ')
    const devices = split.reduce((sum, [own, owners]) => sum + cohorts[listed.has(own) ? owners : own]!.devices, 0)
    const message = `names only one of ${pairs}, which belong to the same people: up to ${count(devices, 'device')} of the other move as well`
    return [
      {
        path: ['change', 'waves', index, 'cohorts'],
        code: 'split-users',
        message,
        hint: 'name both: all devices of a person move together',
      },
    ]
  })
}
