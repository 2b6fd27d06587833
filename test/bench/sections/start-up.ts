import { join } from 'node:path'
import { interleave } from '../interleave.ts'
import { medians } from '../measurement.ts'
import { runProcess } from '../run-process.ts'
import { atMost, type Bench, digits, power, type Section } from '../section.ts'
import { median } from '../statistics.ts'

const MINIMAL = join(import.meta.dirname, '../../../scenarios/minimal.yaml')
const STARTS = 7

/** What a run costs apart from the simulation: the start of the program, and writing. */
export async function measureStartUp(bench: Bench): Promise<Section> {
  const starts = await measureStarts(bench)
  const writing = await measureWriting(bench)
  return {
    title: 'Start-up and writing',
    head: ['', 'process s', 'engine s', 'the rest s', 'cpu s'],
    rows: [...starts.map(({ name, seconds }) => [name, digits(seconds), '', '', '']), ...writing.map(({ row }) => row)],
    notes: ['the rest: start-up, reading the scenario, the summary and the files'],
    targets: starts.flatMap(({ name, seconds, limit }) =>
      limit === undefined ? [] : [atMost(name, seconds * 1000, limit, ' ms')],
    ),
    data: { starts, writing: writing.map(({ data }) => data) },
  }
}

async function measureStarts({ product, options, progress }: Bench) {
  const jobs: { name: string; limit?: number; run(): Promise<number> }[] = [
    { name: 'node alone', run: async () => (await runProcess(process.execPath, ['-e', '0'])).wallSeconds },
    { name: 'handover --help', limit: 100, run: async () => (await product.start('--help')).wallSeconds },
    { name: 'run scenarios/minimal.yaml', limit: 300, run: async () => (await product.run(MINIMAL)).wallSeconds },
    { name: 'base model, 1 000 devices', limit: 500, run: async () => (await product.baseModel(1000)).wallSeconds },
  ]
  const samples = await interleave(jobs, options.quick ? 3 : STARTS, progress)
  return jobs.map(({ name, limit }, i) => ({ name, limit, seconds: median(samples[i]!) }))
}

/** There is no run without any file: the small files of every run are the first line, rows are what the others add. */
async function measureWriting({ product, options, progress }: Bench) {
  const devices = options.quick ? 1e4 : 1e5
  const events = devices / 10
  const size = (count: number) => `${power(count)} devices`
  const jobs = [
    { name: `${size(devices)}, the usual files`, run: () => product.baseModel(devices) },
    { name: `${size(devices)}, and devices.csv`, run: () => product.baseModel(devices, '--devices') },
    { name: `${size(events)}, the usual files`, run: () => product.baseModel(events) },
    { name: `${size(events)}, and events.csv`, run: () => product.baseModel(events, '--events') },
  ]
  const samples = await interleave(jobs, options.rounds, progress)
  return jobs.map(({ name }, i) => {
    const { loopSeconds, wallSeconds, cpuSeconds } = medians(samples[i]!)
    return {
      row: [name, ...[wallSeconds, loopSeconds, wallSeconds - loopSeconds, cpuSeconds].map(digits)],
      data: { name, loopSeconds, wallSeconds, cpuSeconds },
    }
  })
}
