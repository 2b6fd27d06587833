import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { loadScenario } from '../../src/scenario/load.ts'

const page = readFileSync('scenarios/worked-example.md', 'utf8')
const loaded = loadScenario(readFileSync('scenarios/worked-example.yaml', 'utf8'), { file: 'worked-example.yaml' })

async function runExample() {
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics))
  return run(loaded.scenario, { devices: true, events: true })
}

describe('the worked example', () => {
  it('is the list of events that its page works out by hand', async () => {
    const block = /```csv\n([^`]*)```/.exec(page)?.[1]?.trimEnd().split('\n')
    const { events } = await runExample()
    const list = Array.from({ length: events!.length }, (_, i) =>
      [
        events!.time[i],
        events!.device[i],
        events!.names[events!.event[i]!],
        events!.details[events!.detail[i]!] || 'none',
      ].join(','),
    )
    expect(['time_ms,device,event,detail', ...list]).toEqual(block)
  })

  // The table "What the planner sees", in ms.
  it('has the gaps of its page', async () => {
    const { devices, ledger } = await runExample()
    const [management, protection] = devices!.gaps
    expect([...management!]).toEqual([150_000, 61_230_000, 10_950_000, 150_000, 150_000])
    expect([...protection!]).toEqual([0, 18_030_000, 0, 0, 64_800_000])
    const hours = (gap: string) => ledger.totals.find((row) => row.gap === gap && row.series === 0)!.deviceHours
    expect(page).toContain(`Together ${Number(hours('management').toFixed(4))} device-hours without management`)
    expect(page).toContain(`and ${Number(hours('protection').toFixed(4))} without protection`)
  })
})
