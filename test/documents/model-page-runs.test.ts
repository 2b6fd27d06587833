import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/experiment/run.ts'
import type { Results } from '../../src/measure/results.ts'
import { GAPS, STATES, type State } from '../../src/model/vocabulary.ts'
import { arbitraryScenario } from '../properties/arbitrary-scenario.ts'
import { FEATURES } from '../properties/features.ts'
import { loadDocument } from '../properties/load-document.ts'
import { codes, Page } from './page.ts'

const page = new Page('scenarios/MODEL.md')

/** States that lie over others: a device comes from any, and goes back to any. */
const OVER: readonly string[] = ['apns_blocked', 'identity_expired'] satisfies State[]

const arrows = [...page.text.matchAll(/^ {2}(\S+) --> (\w+)(?::.*)?$/gm)].map(([, from, to]) => `${from} ${to}`)

describe('runs of generated scenarios', () => {
  const ways = new Set<string>()
  const causes = new Set<string>()

  beforeAll(async () => {
    for (const document of fc.sample(arbitraryScenario(FEATURES), { numRuns: 20, seed: 5 })) {
      const results = await run(loadDocument(document), { events: true })
      for (const way of waysOf(results)) ways.add(way)
      for (const { gap, cause } of results.ledger.rows) causes.add(`${letterOf(gap)} ${cause}`)
    }
  }, 60_000)

  it('take devices from state to state by arrows of the diagram only', () => {
    expect([...ways].filter((way) => !arrows.includes(way))).toEqual([])
    expect(ways.size).toBeGreaterThan(10)
  })

  it('have causes in those gaps only in which the page says that they can stand', () => {
    const written = page
      .table('cause', 'gaps')
      .flatMap((row) => row.gaps!.split(' ').map((letter) => `${letter} ${codes(row.cause!)[0]}`))
    expect([...causes].filter((cause) => !written.includes(cause))).toEqual([])
    expect(causes.size).toBeGreaterThan(20)
  })
})

describe('the diagram of states', () => {
  it('has every state, and no others', () => {
    const drawn = new Set(arrows.flatMap((arrow) => arrow.split(' ')).filter((word) => word !== '[*]'))
    expect([...drawn].sort()).toEqual([...STATES].sort())
  })

  it('calls the gaps by their first letters, which are different', () => {
    expect(GAPS.map(letterOf)).toEqual(['M', 'P', 'A'])
  })
})

function letterOf(gap: string): string {
  return gap[0]!.toUpperCase()
}

/** The changes of state in a run, those from and to states that lie over others left out. */
function waysOf({ scenario, events }: Results): string[] {
  const { length, device, event, names } = events!
  const states = new Map<number, string>()
  const ways: string[] = []
  for (let i = 0; i < length; i++) {
    const name = names[event[i]!]!
    if (name === 'arrived') states.set(device[i]!, 'unenrolled')
    const state = /^state-(.+)$/.exec(name)?.[1]
    if (state === undefined) continue
    const before = states.get(device[i]!) ?? (scenario.change.kind === 'set' ? 'unenrolled' : 'managed_old')
    states.set(device[i]!, state)
    if (!OVER.includes(before) && !OVER.includes(state)) ways.push(`${before} ${state}`)
  }
  return ways
}
