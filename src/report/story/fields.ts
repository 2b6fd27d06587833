import type { Kind } from '../../scenario/scenario.ts'
import type { Told } from './told.ts'

/** The fields of the scenario that concern a device, as `--set` names them. */
export interface Fields {
  /** Of its cohort, or of the cohort its owner's first device is in. */
  readonly cohort: string
  readonly home: string
  /** When it is announced to the device, or when it moves. */
  readonly date: string
  /** When the new settings of a kind are ready for it. */
  ready(kind: Kind): string
  /** A list: its next item. */
  next(list: 'licences' | 'campaigns' | 'actions' | 'workloads'): string
}

export function fieldsOf({ scenario, document, trace }: Told): Fields {
  const { change } = scenario
  const { cohort, wave } = trace.facts
  const pathOf = (index: number): string => {
    const { name } = scenario.cohorts[index]!
    if (index < document.fleet.length) return `fleet.${key(name, index)}`
    const place = index - document.fleet.length
    return place < document.newEnrolments.length ? `newEnrolments.${key(name, place)}` : 'canary'
  }
  const waveName = wave < 0 ? null : key(change.waves[wave]!.name, wave)
  return {
    cohort: pathOf(cohort),
    home: pathOf(scenario.cohorts[cohort]!.owners ?? cohort),
    date: waveName === null ? 'change.at' : `change.waves.${waveName}.at`,
    ready: (kind) => {
      const settings = document.change.settingsReady
      if (settings === undefined || typeof settings === 'string') return 'change.settingsReady'
      const own = wave < 0 ? undefined : settings[change.waves[wave]!.name]
      if (own === undefined) return `change.settingsReady.${kind}`
      return typeof own === 'string' ? `change.settingsReady.${waveName}` : `change.settingsReady.${waveName}.${kind}`
    },
    next: (list) => `change.${list}.${document.change[list].length}`,
  }
}

/** An item by its name where that can be written in a path, else by its number. */
function key(name: string, index: number): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : String(index)
}
