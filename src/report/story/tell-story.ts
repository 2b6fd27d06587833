import { advise } from './advise.ts'
import { gapsOf } from './gaps.ts'
import { inShort } from './in-short.ts'
import { introduce } from './introduce.ts'
import { stepsOf } from './steps.ts'
import type { Story } from './story.ts'
import type { Told } from './told.ts'

/** Tells the story of the device that has been followed. */
export function tellStory(told: Told): Story {
  const { scenario, trace } = told
  const steps = stepsOf(told)
  const gaps = gapsOf(told, steps)
  return {
    scenario: scenario.name,
    timezone: scenario.timezone,
    device: introduce(told),
    inShort: inShort(told, gaps),
    steps,
    gaps,
    advice: advise(told, gaps, steps),
    simulated: trace.simulated,
  }
}
