import { describeEvent } from '../model/codes.ts'
import type { EventLog } from './event-log.ts'
import type { EventTrace } from './results.ts'

/** Puts the logged events into the published order and their codes into words. */
export function describeEvents(log: EventLog): EventTrace {
  const { length, key: time, device, code } = log.sort()
  const names: string[] = []
  const details: string[] = []
  const words = new Map<number, { event: number; detail: number }>()
  const event = new Uint8Array(length)
  const detail = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    let word = words.get(code[i]!)
    if (word === undefined) {
      const described = describeEvent(code[i]!)
      word = { event: indexIn(names, described.event), detail: indexIn(details, described.detail) }
      words.set(code[i]!, word)
    }
    event[i] = word.event
    detail[i] = word.detail
    time[i] = Math.floor(time[i]! / 16)
    device[i]!++
  }
  return { length, time, device, event, detail, names, details }
}

function indexIn(words: string[], word: string): number {
  const index = words.indexOf(word)
  return index >= 0 ? index : words.push(word) - 1
}
