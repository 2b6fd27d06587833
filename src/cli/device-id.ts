import type { Scenario } from '../scenario/scenario.ts'
import { EXIT } from './exit-codes.ts'
import { Failure } from './failure.ts'

/**
 * The number of a device over the whole fleet, from 0: from a number of `devices.csv`, or from `<cohort>/<number in it>`,
 * both from 1. New devices come after the fleet.
 *
 * @throws {Failure} with exit code 2 for anything else
 */
export function parseDevice(id: string, { cohorts }: Pick<Scenario, 'cohorts'>): number {
  const devices = cohorts.reduce((sum, cohort) => sum + cohort.devices, 0)
  if (/^[0-9]{1,15}$/.test(id)) {
    const number = Number(id)
    if (number >= 1 && number <= devices) return number - 1
    throw refuse(id, devices, cohorts)
  }
  // A cohort's name may hold a slash.
  const slash = id.lastIndexOf('/')
  const index = /^[0-9]{1,15}$/.test(id.slice(slash + 1)) ? Number(id.slice(slash + 1)) : 0
  let first = 0
  for (const cohort of cohorts) {
    if (slash > 0 && cohort.name === id.slice(0, slash)) {
      if (index >= 1 && index <= cohort.devices) return first + index - 1
      throw new Failure(
        EXIT.usage,
        `--device ${id}: cohort ${cohort.name} has ${cohort.devices === 1 ? 'one device' : `devices ${cohort.name}/1 to ${cohort.name}/${cohort.devices}`}`,
        cohort.devices === 1 ? `It is ${cohort.name}/1.` : '',
      )
    }
    first += cohort.devices
  }
  throw refuse(id, devices, cohorts)
}

function refuse(id: string, devices: number, cohorts: Scenario['cohorts']): Failure {
  const names = cohorts.slice(0, 8).map(({ name, devices: count }) => `${name}/1 to ${name}/${count}`)
  const more = cohorts.length > 8 ? `, and ${cohorts.length - 8} cohorts more` : ''
  return new Failure(
    EXIT.usage,
    `--device ${id}: there is no such device; there are 1 to ${devices}`,
    `By cohort: ${names.join(', ')}${more}.`,
  )
}
