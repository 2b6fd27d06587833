import { columnsOf, csvChunks } from './csv.ts'
import type { Exporter, ExportSource } from './exporter.ts'
import { NONE } from './none.ts'

const COLUMNS = [...columnsOf('count', ['time_ms', 'device']), ...columnsOf('text', ['event', 'detail'])]

/** `events.csv`: every event of every device, in time order. */
export const eventsCsv: Exporter = {
  file: 'events.csv',
  chunks: (source) => csvChunks(COLUMNS, rows(source)),
}

function* rows({ results: { events } }: ExportSource) {
  if (events === null) throw new Error('the run kept no events')
  const { length, time, device, event, detail, names, details } = events
  for (let i = 0; i < length; i++) {
    yield [time[i]!, device[i]!, names[event[i]!]!, details[detail[i]!] || NONE]
  }
}
