import { trace } from '../experiment/trace.ts'
import { formatCount } from '../report/format.ts'
import { renderStory } from '../report/story/render-story.ts'
import { tellStory } from '../report/story/tell-story.ts'
import { parseDevice } from './device-id.ts'
import type { ExplainRequest } from './explain.ts'
import { type Io, wantsColor, widthOf } from './io.ts'
import { loadRequest } from './load-request.ts'
import { startProgress } from './progress.ts'

/** Simulates one device, and the others only where they get in its way, and prints its story. */
export async function explainDevice(request: ExplainRequest, io: Io): Promise<void> {
  const { maxMemory, all, json, quiet } = request
  // The risks of the plan are told by `check` and `run`.
  const { scenario, document } = await loadRequest(request, io, { quiet: true })
  const device = parseDevice(request.device, scenario)
  const progress = startProgress(io, quiet)
  const traced = await trace(scenario, device, {
    signal: io.signal,
    onFleet: (devices) => {
      if (quiet) return
      io.stderr.write(`Devices wait for one another here: all ${formatCount(devices)} are simulated.\n`)
    },
    onProgress: progress.update,
    ...(maxMemory === undefined ? {} : { maxMemory }),
  }).finally(progress.stop)
  const story = tellStory({ scenario, document, trace: traced })
  if (json) io.stdout.write(`${JSON.stringify(story, null, 2)}\n`)
  else {
    const view = { width: widthOf(io.stdout), color: wantsColor(io.stdout, io.env), all }
    io.stdout.write(renderStory(story, scenario, view))
  }
}
