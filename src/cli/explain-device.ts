import { trace } from '../experiment/trace.ts'
import { formatCount } from '../report/format.ts'
import { renderStory } from '../report/story/render-story.ts'
import { tellStory } from '../report/story/tell-story.ts'
import { parseDevice } from './device-id.ts'
import type { ExplainRequest } from './explain.ts'
import { type Io, wantsColor, widthOf } from './io.ts'
import { loadOrFail } from './load.ts'
import { readScenario } from './read-scenario.ts'

/** Simulates one device, and the others only where they get in its way, and prints its story. */
export async function explainDevice(request: ExplainRequest, io: Io): Promise<void> {
  const { device: id, set, seed, maxMemory, all, json, quiet } = request
  const { file, text } = await readScenario(request.scenario, io.stdin)
  const options = { file, set, ...(seed === undefined ? {} : { seed }) }
  const { scenario, document } = loadOrFail(text, options, io.stderr, { quiet: true })
  const device = parseDevice(id, scenario)
  const traced = await trace(scenario, device, {
    signal: io.signal,
    onFleet: (devices) => {
      if (quiet) return
      io.stderr.write(`Devices wait for one another here: all ${formatCount(devices)} are simulated.\n`)
    },
    ...(maxMemory === undefined ? {} : { maxMemory }),
  })
  const story = tellStory({ scenario, document, trace: traced })
  if (json) io.stdout.write(`${JSON.stringify(story, null, 2)}\n`)
  else
    io.stdout.write(
      renderStory(story, scenario, { width: widthOf(io.stdout), color: wantsColor(io.stdout, io.env), all }),
    )
}
