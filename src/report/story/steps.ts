import { Condition } from './condition.ts'
import { groupEvents } from './group-events.ts'
import { ruleText } from './rules.ts'
import type { Step } from './story.ts'
import { tellStep } from './tell-step.ts'
import { instantOf, type Told } from './told.ts'

/** The steps of a story, in time order; together they hold every event of the device once. */
export function stepsOf(told: Told): Step[] {
  const { scenario, document, trace } = told
  const before = new Condition(trace.facts)
  const after = new Condition(trace.facts)
  const rules = new Map<string, string>()
  return groupEvents(trace.events).map((group) => {
    for (const event of group) after.apply(event)
    const { words, title, rule, routine = null } = tellStep({ told, group, before, after })
    for (const event of group) before.apply(event)
    const text = rules.get(rule) ?? ruleText(rule, document)
    rules.set(rule, text)
    const { event, detail } = group[0]!
    return {
      ...instantOf(scenario, group[0]!.time),
      event,
      detail,
      words,
      rule: text,
      events: group.map((each) => ({ event: each.event, detail: each.detail })),
      title,
      routine,
    }
  })
}
