/**
 * Measures one queue, alone in this process.
 *
 * Usage: hold QUEUE FOLDER PENDING,PENDING,... HOLDS; prints a JSON list, or null when the queue's package is not
 * installed in the folder.
 */
import { DISTRIBUTIONS, holdModel } from './hold-model.ts'
import { openQueues } from './queues.ts'

const [queue = '', folder = '.', sizes = '1e4', holds = '1e6'] = process.argv.slice(2)
const open = await openQueues(queue, folder)
const pending = sizes.split(',').map(Number)
/** Small and large, so that what a queue does only with many entries is compiled as well. */
const WARM_UP_PENDING = [1000, 20_000]
const WARM_UP = 200_000

if (open !== null) {
  for (const each of WARM_UP_PENDING) {
    for (const distribution of DISTRIBUTIONS) holdModel(open, each, distribution, WARM_UP)
  }
}
const lines =
  open === null
    ? null
    : pending.flatMap((each) =>
        DISTRIBUTIONS.map((distribution) => holdModel(open, each, distribution, Math.max(each, Number(holds)))),
      )
process.stdout.write(`${JSON.stringify(lines)}\n`)
