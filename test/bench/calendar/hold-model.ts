import type { Open, Queue } from './queues.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const MINUTE = 60_000
const LIFE = 14 * DAY
/** A power of two of increments, made beforehand so that drawing them is not measured. */
const DRAWS = 2 ** 16

/**
 * How long after one meeting a device has the next: memoryless; anywhere within a polling interval; or most of them
 * within a minute, as after a push to everyone.
 */
export const DISTRIBUTIONS = ['exponential', 'uniform', 'bursty'] as const
export type Distribution = (typeof DISTRIBUTIONS)[number]

export interface HoldLine {
  readonly pending: number
  readonly distribution: Distribution
  readonly holds: number
  readonly seconds: number
  /** Hash of the order in which devices came out. */
  readonly order: number
}

/**
 * The hold model (Jones, Communications of the ACM 29, 1986; Vaucher and Duval, ibid. 18, 1975): a queue of `pending`
 * entries of which the earliest is taken out and put in again later, `holds` times.
 *
 * The queue is used as a simulation uses it, from time 0 to 14 days, then anew. Not timed are filling it and the first
 * `pending` holds, after which its entries are those of a steady state.
 */
export function holdModel(open: Open, pending: number, distribution: Distribution, holds: number): HoldLine {
  const increments = incrementsOf(distribution)
  const longest = increments.reduce((most, each) => Math.max(most, each))
  let order = 0
  let seconds = 0
  let done = 0
  let draw = 0

  const hold = (queue: Queue, count: number): number => {
    let held = 0
    for (; held < count && queue.time < LIFE; held++) {
      queue.next()
      const { time, device } = queue
      order = (Math.imul(order, 31) + device) | 0
      queue.add(time + increments[draw]!, device)
      draw = (draw + 1) & (DRAWS - 1)
    }
    return held
  }

  while (done < holds) {
    const queue = open(LIFE + longest + 1, pending)
    for (let device = 0; device < pending; device++) {
      queue.add(increments[draw]!, device)
      draw = (draw + 1) & (DRAWS - 1)
    }
    hold(queue, pending)
    const began = performance.now()
    done += hold(queue, holds - done)
    seconds += (performance.now() - began) / 1000
  }
  return { pending, distribution, holds, seconds, order }
}

function incrementsOf(distribution: Distribution): Float64Array {
  const uniform = mulberry32(1)
  const draw = {
    exponential: () => -Math.log(1 - uniform()) * 8 * HOUR,
    uniform: () => uniform() * 8 * HOUR,
    bursty: () => uniform() * (uniform() < 0.9 ? MINUTE : 8 * HOUR),
  }[distribution]
  return Float64Array.from({ length: DRAWS }, () => Math.floor(draw()))
}

/** In [0, 1): mulberry32 (Tommy Ettinger). */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
