import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Fleet } from './fleet.ts'
import { usersOf } from './waves.ts'

/** From `at` a user has a licence, or has none any more. */
export interface LicenceChange {
  readonly at: number
  readonly licensed: boolean
  /** Which of the plan's dates it is. */
  readonly licence: number
}

/** Draws when each user has a licence: at first, then at every date, those of one instant in the order of the file. */
export function assignLicences(scenario: Scenario, fleet: Fleet): void {
  const { licences, waves } = scenario.change
  const positions = { true: scenario.cohorts.map(() => 0), false: scenario.cohorts.map(() => 0) }
  const dates = licences.map((licence, place) => {
    const users = usersOf(fleet, licence.cohorts)
    const same = positions[`${licence.remove}`]
    const position = [...same]
    for (const home of new Set(users.map((user) => user.home))) same[home]!++
    return { ...licence, place, users: new Set(users), position }
  })
  dates.sort((a, b) => a.at - b.at)
  for (const user of fleet.users) {
    let licensed = user.draws.happens(scenario.cohorts[user.home]!.licensed, 'licensed')
    const changes: LicenceChange[] = [{ at: Number.NEGATIVE_INFINITY, licensed, licence: -1 }]
    for (const { at, share, remove, place, users, position } of dates) {
      if (!users.has(user) || licensed !== remove) continue
      if (!user.draws.happens(share, remove ? 'licenceRemoval' : 'licenceDate', position[user.home])) continue
      licensed = !licensed
      changes.push({ at, licensed, licence: place })
    }
    user.licences = changes
    const wave = user.wave === null ? null : waves[user.wave]!.at
    user.movedAt = wave === null ? scenario.change.at : movingDate(changes, wave)
    const atStart = changes.findLast(({ at }) => at < 0)!.licensed
    for (const device of fleet.devices) if (device.user === user) device.licensed = atStart
  }
}

/** A wave moves those who have a licence when it comes, the others as soon as they have one. */
function movingDate(changes: readonly LicenceChange[], wave: number): number {
  const before = changes.findLast(({ at }) => at < wave)!
  return before.licensed
    ? wave
    : (changes.find(({ at, licensed }) => at >= wave && licensed)?.at ?? Number.POSITIVE_INFINITY)
}
