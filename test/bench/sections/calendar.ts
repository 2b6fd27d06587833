import { bundle } from '../bundle.ts'
import { DISTRIBUTIONS, type HoldLine } from '../calendar/hold-model.ts'
import { CALENDAR, QUEUES } from '../calendar/queues.ts'
import { interleave } from '../interleave.ts'
import { runProcess } from '../run-process.ts'
import { type Bench, digits, power, type Section } from '../section.ts'
import { median } from '../statistics.ts'

/** The event calendar against priority queues, each in a process of its own so that its loop is compiled for it alone. */
export async function measureCalendar({ options, scratch, progress, tell }: Bench): Promise<Section> {
  const script = await bundle('calendar/hold.ts', scratch)
  const sizes = options.full ? [1e2, 1e3, 1e4, 1e5, 1e6] : options.quick ? [1e4] : [1e2, 1e4, 1e6]
  const holds = options.quick ? 2e5 : 1e6
  const jobs = QUEUES.map(({ name }) => ({
    name: `calendar: ${name}`,
    run: () => hold(script, name, options.packages, sizes, holds),
  }))
  const samples = await interleave(jobs, options.rounds, progress)
  const absent = QUEUES.filter((_, i) => samples[i]![0] === null).map(({ name }) => name)
  if (absent.length > 0) tell(`Not installed, skipped: ${absent.join(', ')}`)

  const measured = QUEUES.flatMap(({ name, ties }, i) => {
    const runs = samples[i]!.filter((run) => run !== null)
    return runs.length === 0 ? [] : [{ name, ties, lines: medianLines(runs) }]
  })
  const ours = measured.find(({ name }) => name === CALENDAR)!.lines
  refuseOtherOrders(measured, ours)
  const rivals = measured.filter(({ name, ties }) => name !== CALENDAR && ties)
  const cells = ours.map((_, i) => `${power(sizes[Math.floor(i / DISTRIBUTIONS.length)]!)} ${ours[i]!.distribution}`)
  return {
    title: 'The event calendar, hold model: millions of holds a second',
    head: ['pending, increments', ...measured.map(({ name }) => name), 'calendar ÷ best'],
    rows: cells.map((cell, i) => {
      const best = Math.max(...rivals.map(({ lines }) => speed(lines[i]!)))
      return [cell, ...measured.map(({ lines }) => digits(speed(lines[i]!))), digits(speed(ours[i]!) / best)]
    }),
    notes: [
      'A hold takes the earliest entry out and puts it in again later. All keep the published order of ties, except where',
      'the name says otherwise: that one is not among the best.',
    ],
    targets: [],
    data: measured,
  }
}

async function hold(script: string, queue: string, packages: string, sizes: readonly number[], holds: number) {
  const args = [script, queue, packages, sizes.join(','), `${holds}`]
  const { code, stdout, stderr } = await runProcess(process.execPath, args)
  if (code !== 0) throw new Error(`${queue}: ${stderr}`)
  return JSON.parse(stdout) as readonly HoldLine[] | null
}

function medianLines(runs: readonly (readonly HoldLine[])[]): readonly HoldLine[] {
  return runs[0]!.map((line, i) => ({ ...line, seconds: median(runs.map((run) => run[i]!.seconds)) }))
}

function speed({ holds, seconds }: HoldLine): number {
  return holds / seconds / 1e6
}

/** @throws Error when a queue that keeps ties took entries out in another order than the calendar */
function refuseOtherOrders(
  measured: readonly { readonly name: string; readonly ties: boolean; readonly lines: readonly HoldLine[] }[],
  ours: readonly HoldLine[],
): void {
  for (const { name, ties, lines } of measured) {
    const different = lines.find(({ order }, i) => order !== ours[i]!.order)
    if (ties && different !== undefined)
      throw new Error(`${name} has another order with ${different.pending} ${different.distribution} entries`)
  }
}
