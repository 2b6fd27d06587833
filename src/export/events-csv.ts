import type { EventRun } from '../measure/event-log.ts'
import { describeEvent } from '../model/codes.ts'
import { type CsvRow, columnsOf, csvChunks } from './csv.ts'
import { NONE } from './none.ts'

/** `events.csv`: every event of every device, in time order. */
export const EVENTS_CSV = 'events.csv'

const COLUMNS = [...columnsOf('count', ['time_ms', 'device']), ...columnsOf('text', ['event', 'detail'])]

/** The text of events that come in pieces in the published order. */
export function eventChunks(pieces: Iterable<EventRun>): Generator<string> {
  return csvChunks(COLUMNS, rows(pieces))
}

function* rows(pieces: Iterable<EventRun>): Generator<CsvRow> {
  const words = new Map<number, readonly [event: string, detail: string]>()
  for (const { length, key, device, code } of pieces) {
    for (let i = 0; i < length; i++) {
      let word = words.get(code[i]!)
      if (word === undefined) {
        const { event, detail } = describeEvent(code[i]!)
        word = [event, detail || NONE]
        words.set(code[i]!, word)
      }
      yield [Math.floor(key[i]! / 16), device[i]! + 1, ...word]
    }
  }
}
