import { expect, test } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import { loadScenario } from '../../src/scenario/load.ts'

/**
 * The vendor says that 90 % of policy updates and device actions are completed within an hour, and that eight hours are
 * the routine check-in of idle devices. The defaults are not fitted to it; a fleet that is online has to be near it.
 */
test('with the defaults about nine in ten devices that are online have changed within an hour', async () => {
  const loaded = loadScenario(
    JSON.stringify({
      name: 'calibration',
      seed: 'calibration',
      horizon: '3d',
      fleet: [{ cohort: 'phones', devices: 200_000, platform: 'android', presence: 'always' }],
      change: { kind: 'in-place', from: 'hybrid', to: 'intune', at: '1d' },
    }),
    { file: 'calibration' },
  )
  if (!loaded.ok) throw new Error('the scenario is valid')
  const { devices } = await run(loaded.scenario, { devices: true })
  const changed = loaded.scenario.change.at
  const within = devices!.firstCheckin.filter((time) => time - changed <= 3_600_000).length / 200_000
  expect(within).toBeGreaterThan(0.9)
  expect(within).toBeLessThan(0.97)
})
