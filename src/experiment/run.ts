import { collect } from '../measure/collect.ts'
import type { DetailSink } from '../measure/detail-sink.ts'
import type { Results } from '../measure/results.ts'
import { Tally, type TallyData, type Wants } from '../measure/tally.ts'
import { type Plan, planOf } from '../model/plan.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type Block, cut, cutEvenly } from './cut.ts'
import type { Executor, Task } from './executor.ts'
import { gather } from './gather.ts'
import { InlineExecutor } from './inline-executor.ts'
import { memoryLimit, memoryOf, PART_EVENTS, refuseTooLarge } from './memory.ts'
import { type Survey, survey } from './survey.ts'
import { untilAborted } from './until-aborted.ts'
import { watchProgress } from './watch-progress.ts'

export { perform } from './simulate.ts'

export interface RunOptions {
  /** Keep the outcome of every device, or hand it to the sink. */
  readonly devices?: boolean
  /** Keep every event, or hand it to the sink. */
  readonly events?: boolean
  /** Takes the details of devices part by part; the results then hold none. */
  readonly sink?: DetailSink
  /** How many tasks are performed at once, by as many threads; 1: in this one. See `workersFor`. */
  readonly workers?: number
  /** Devices per task where devices do not meet, instead of blocks that suit the workers. */
  readonly blockSize?: number
  /** The most memory the run may take, in bytes; see `memoryLimit`. */
  readonly maxMemory?: number
  /** Called after each task, and now and then, with the devices done and the devices in all. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
  /** Which replication to run, from 0. */
  readonly replication?: number
  /** Where tasks are performed, instead of here or in new threads; it stays open. */
  readonly executor?: Executor
}

let runs = 0

/**
 * Runs a scenario: a list of tasks, each with its partial results, merged exactly in any order. The results depend on the
 * scenario and the replication alone.
 *
 * Rejects with the signal's reason when aborted: at once where threads do the work, else at the end of a short step.
 * @throws RunError when the run needs too much memory, or a worker fails
 * @throws ConservationError when the results do not add up: a defect of the program.
 */
export async function run(scenario: Scenario, options: RunOptions = {}): Promise<Results> {
  const { signal } = options
  signal?.throwIfAborted()
  const plan = planOf(scenario, options.replication)
  const size = survey(plan)
  const tasks = tasksFor(plan, size, options)
  const executor = options.executor ?? (await open(plan, options, tasks.length))
  const progress = watchProgress(tasks, plan.devices, options.onProgress)
  try {
    const total = await untilAborted(merge(plan, executor, tasks, options.sink, progress.report), signal)
    return collect(plan, total)
  } finally {
    progress.stop()
    if (options.executor === undefined) await executor.close()
  }
}

/** Devices that meet at a station are one block; others are cut into blocks of `blockSize`. */
export function tasksOf(plan: Plan, blockSize: number): readonly Block[] {
  return cutEvenly(plan.devices, plan.coupled ? plan.devices : blockSize)
}

/** The tasks of a run that fits into memory. */
function tasksFor(plan: Plan, size: Survey, options: RunOptions): readonly Task[] {
  const { devices = false, events = false, replication = 0, blockSize } = options
  const workers = workersOf(plan, options)
  const streamed = options.sink !== undefined && (devices || events)
  const memory = memoryOf(plan, size, { workers, devices, events, streamed })
  refuseTooLarge(plan, memory, options.maxMemory ?? memoryLimit())

  const inOnePiece = plan.coupled || (workers === 1 && !streamed)
  const most = streamed ? PART_EVENTS / Math.max(1, size.traced / Math.max(1, size.events)) : Number.POSITIVE_INFINITY
  const blocks =
    blockSize !== undefined || inOnePiece
      ? tasksOf(plan, blockSize ?? plan.devices)
      : cut(plan, size, { workers, most })
  const progress = new Int32Array(new SharedArrayBuffer(4 * blocks.length))
  const common = { run: runs++, scenario: plan.scenario, replication, wants: { devices, events }, sorted: streamed }
  return blocks.map((block, slot) => ({ ...common, ...block, progress, slot }))
}

function workersOf(plan: Plan, { workers = 1, executor }: RunOptions): number {
  return plan.coupled ? 1 : (executor?.workers ?? workers)
}

/** Threads for more than one worker. */
async function open(plan: Plan, options: RunOptions, tasks: number): Promise<Executor> {
  const workers = Math.min(workersOf(plan, options), tasks)
  if (workers === 1) return new InlineExecutor(plan)
  const { ThreadExecutor } = await import('./thread-executor.ts')
  return new ThreadExecutor(workers)
}

/** Performs the tasks and merges their results; details go to the sink, if there is one. */
async function merge(
  plan: Plan,
  executor: Executor,
  tasks: readonly Task[],
  sink: DetailSink | undefined,
  onTask: () => void,
): Promise<Tally> {
  const { wants } = tasks[0]!
  const kept: Wants = sink === undefined ? wants : { devices: false, events: false }
  const isWhole = tasks.length === 1 && wants.devices === kept.devices && wants.events === kept.events
  let total: Tally | null = null
  const take = async (part: TallyData, { from }: Task): Promise<void> => {
    if (isWhole && part instanceof Tally) total = part
    else {
      total ??= new Tally(plan, 0, plan.devices, kept)
      total.merge(part)
    }
    if (sink !== undefined) {
      if (part.outcomes !== null) await sink.devices(part.outcomes, from)
      for (const events of part.log?.chunks ?? []) await sink.events(events)
    }
    onTask()
  }
  await gather(executor, tasks, take, sink !== undefined, sink && ((events) => sink.events(events)))
  if (total === null) throw new Error('a run without tasks')
  return total
}
