import type { Plan } from '../plan.ts'
import type { Recorder } from '../recorder.ts'
import { STATION_CODE } from '../vocabulary.ts'
import { addHours, eachSpell } from './working-time.ts'

/**
 * Records the line of devices in answered tickets, how long each waits for its turn, and when support works on them.
 *
 * It is all known from the plan: to be called once in a run, whatever the number of blocks of devices. Takes
 * O(devices in tickets).
 */
export function supportLoad(plan: Plan, recorder: Pick<Recorder, 'queue' | 'waited' | 'busy'>): void {
  const { worked, perDevice } = plan.tickets
  const { horizon, support } = plan.scenario
  let answered = 0
  const answer = (until: number): void => {
    for (; answered < worked.length && worked[answered]!.at <= until && worked[answered]!.at < horizon; answered++) {
      recorder.queue(STATION_CODE.support, Math.max(0, worked[answered]!.at), worked[answered]!.count)
    }
  }
  for (const { at, start, count } of worked) {
    for (let place = 0; place < count; place++) {
      const turn = addHours(support.hours, start, Math.floor(place * perDevice + 0.5))
      if (turn >= horizon) break
      answer(turn)
      recorder.queue(STATION_CODE.support, Math.max(0, turn), -1)
      if (turn >= 0) recorder.waited(STATION_CODE.support, turn - at)
    }
    const end = Math.min(horizon, addHours(support.hours, start, Math.floor(count * perDevice + 0.5)))
    eachSpell(support.hours, Math.max(0, start), end, (open, close) => {
      recorder.busy(STATION_CODE.support, open, close)
    })
  }
  answer(horizon)
}
