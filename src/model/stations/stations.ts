import type { ActiveStation } from '../../engine/entities.ts'
import { RateGate } from '../../engine/rate-gate.ts'
import { CategoryLine } from '../people/category-line.ts'
import { HelpDesk } from '../people/help-desk.ts'
import { PushPool } from '../push/push-pool.ts'
import { PushQueue } from '../push/push-queue.ts'
import type { PushStation } from '../push/push-station.ts'
import type { World } from '../world.ts'
import { ScepStation } from './scep-station.ts'

/** The stations with limited capacity at which devices meet; `null`: without a limit, or without use. */
export class Stations {
  readonly service: RateGate | null
  readonly scep: ScepStation | null
  readonly push: PushStation | null
  readonly helpDesk: HelpDesk | null
  readonly categories: CategoryLine | null
  /** Those with events of their own. */
  readonly active: readonly ActiveStation[]

  /** Takes the plan and the recorder of a world, whose `rows` are there. */
  constructor(world: World, rows: number) {
    const { recorder } = world
    const { stations, helpDesk, categories, change, cohorts, horizon } = world.plan.scenario
    const { service, scep, push } = stations
    this.service = service === null ? null : new RateGate(service.ratePerMinute, horizon)
    this.scep = scep === null ? null : new ScepStation(recorder, scep.ratePerMinute, horizon)
    this.push =
      push === null ? null : push.order === 'queue' ? new PushQueue(world, push) : new PushPool(world, push, rows)
    this.helpDesk = helpDesk === null ? null : new HelpDesk(world, helpDesk)
    const categorised = change.kind === 'in-place' && cohorts.some(({ category }) => category > 0)
    this.categories = categorised ? new CategoryLine(recorder, categories, horizon) : null
    const active = [this.push, this.helpDesk, this.scep?.line, this.categories?.line]
    this.active = active.filter((station) => station !== null && station !== undefined)
  }
}
