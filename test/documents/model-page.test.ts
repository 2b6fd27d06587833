import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PRIORITY } from '../../src/engine/time.ts'
import { TIMER } from '../../src/model/timer-kinds.ts'
import {
  CAUSES,
  GAPS,
  KIND_STATES,
  OUTCOMES,
  PUSH_FATES,
  REFUSALS,
  STATES,
  STATIONS,
  TRIGGERS,
} from '../../src/model/vocabulary.ts'
import { ACTIONS, CHANGES, KINDS } from '../../src/scenario/scenario.ts'
import { scenarioReference } from '../../src/scenario/schema/reference.ts'
import { codes, Page } from './page.ts'

const page = new Page('scenarios/MODEL.md')
const NAMED = page.table('#', 'what', 'where', 'scenario', 'test')

/** The first word in code style of each row. */
function words(column: string, ...others: readonly string[]): string[] {
  return page.table(column, ...others).map((row) => codes(row[column]!)[0]!)
}

describe('the words of the page are those of the program, in its order', () => {
  it.each([
    ['states', STATES, words('state', 'entered')],
    ['coverages', GAPS, words('coverage')],
    ['kinds of change', CHANGES, words('`change.kind`')],
    ['causes', CAUSES, words('cause')],
    ['triggers', TRIGGERS, words('trigger')],
    ['outcomes', OUTCOMES, words('outcome')],
    ['fates of pushes', PUSH_FATES, words('fate')],
    ['refusals', REFUSALS, words('refusal')],
    ['states of a kind', KIND_STATES, words('kind state')],
    ['classes of events', Object.keys(PRIORITY), words('class')],
  ])('%s', (_, program, written) => {
    expect(written).toEqual(program)
  })

  it('kinds of profile, stations and actions', () => {
    for (const word of [...KINDS, ...STATIONS]) expect(page.text).toContain(`\`${word}\``)
    const actions = page.table('action', 'platforms').flatMap((row) => codes(row.action!))
    expect(actions.sort()).toEqual([...ACTIONS].sort())
  })
})

describe('the order of simultaneous events', () => {
  /** The timers set in each class, as the source says where it sets them: by its name, or by one of those of a local `priority`. */
  const classes = new Map<string, Set<string>>()
  for (const file of readdirSync('src/model', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue
    const source = readFileSync(`src/model/${file}`, 'utf8')
    const chosen = [...(/const priority = .*/.exec(source)?.[0] ?? '').matchAll(/PRIORITY\.(\w+)/g)].map(
      ([, name]) => name!,
    )
    for (const [, named, timer] of source.matchAll(/(?:PRIORITY\.(\w+)|priority),\s*TIMER\.(\w+)/g)) {
      for (const name of named === undefined ? chosen : [named]) {
        classes.set(name, (classes.get(name) ?? new Set()).add(timer!))
      }
    }
  }
  const numbered = Object.entries(TIMER).sort(([, a], [, b]) => a - b)

  it('has the classes from first to last', () => {
    const numbers: readonly number[] = Object.values(PRIORITY)
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
  })

  it.each(page.table('class', 'what happens').map((row) => [codes(row.class!)[0]!, row['what happens']!]))(
    'names the timers of the class %s as they follow one another on a device',
    (name, cell) => {
      const timers = numbered.map(([timer]) => timer).filter((timer) => classes.get(name)?.has(timer))
      expect(codes(cell)).toEqual(timers)
    },
  )

  it('leaves no timer out', () => {
    const set = new Set([...classes.values()].flatMap((timers) => [...timers]))
    expect(numbered.map(([timer]) => timer).filter((timer) => !set.has(timer))).toEqual([])
  })
})

describe('the defaults of the page', () => {
  const fields = new Map(
    [...scenarioReference().matchAll(/^\| `([^`]+)` \| .*? \| (`.*?`)? \| (.*) \|$/gm)].map(
      ([, field, fallback, meaning]) => [field!, { fallback: fallback?.slice(1, -1), meaning: meaning! }],
    ),
  )
  const rules = page.tables('rule', 'field', 'default', 'source').flat()

  it.each(rules.map((row) => [codes(row.field!)[0]!, row.default!, row.source!]))(
    'say of %s what the reference says',
    (field, fallback, source) => {
      const { fallback: program = '', meaning = '' } = fields.get(field) ?? {}
      expect(fallback).toBe(inWords(program))
      for (const origin of [/Microsoft(?!Docs)/, /Google/]) {
        expect(origin.test(source), `${origin}: ${meaning}`).toBe(origin.test(meaning))
      }
      if (!source.includes('cautious')) {
        expect(/assumption/i.test(source), meaning).toBe(/assumption/i.test(meaning))
      }
    },
  )

  it('are all there: no field with a default of its own is left out', () => {
    const written = new Set(rules.map((row) => codes(row.field!)[0]!))
    const left = [...fields]
      .filter(([field, { fallback }]) => !written.has(field) && fallback !== undefined && !isSetUp(field, fallback))
      .map(([field]) => field)
    expect(left).toEqual([])
  })
})

describe('what the page points at', () => {
  it('has a heading for every link within it, and a file for every other', () => {
    for (const target of page.links()) {
      if (target.startsWith('https://')) continue
      const [file, anchor] = target.split('#') as [string, string | undefined]
      if (file !== '') expect(existsSync(`scenarios/${file}`), target).toBe(true)
      const other = file === '' ? page : new Page(`scenarios/${file}`)
      if (anchor !== undefined) expect(other.anchors(), target).toContain(anchor)
    }
  })

  it.each(page.table('figure', 'shown by').map((row) => [row.figure!, row['shown by']!]))(
    'has a test for the figure: %s',
    (_, cell) => expectTest(cell),
  )
})

describe('everything that is named', () => {
  it('is there once, in order', () => {
    expect(NAMED.map((row) => row['#'])).toEqual(Array.from({ length: 69 }, (_, i) => String(i + 1)))
  })

  it.each(NAMED.map((row) => [row.what!, row] as const))('%s: is shown, or has no effect', (_, row) => {
    if (row.test === 'none') {
      expect(row.scenario).toBe('none')
      expect(row.where).toMatch(/^[A-Z].{30,}\.$/)
      return
    }
    expect(row.where).toMatch(/^\[[^\]]+\]\(#[\w-]+\)/)
    expectTest(row.test!)
    const [scenario] = codes(row.scenario!)
    expect(existsSync(`scenarios/${scenario}.yaml`), `scenario ${scenario}`).toBe(true)
  })
})

/** A test is named by its file and its title. */
function expectTest(cell: string): void {
  const [, file, title] = /^`(test\/[\w/.-]+\.test\.ts)` "(.+)"$/.exec(cell) ?? []
  expect(file, cell).toBeDefined()
  expect(readFileSync(file!, 'utf8')).toContain(`'${title}'`)
}

/** A default of the reference, in JSON, as the page writes it. */
function inWords(json: string): string {
  const value: unknown = json === '' ? '' : JSON.parse(json)
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  const { uniform, exponential, lognormal } = value as {
    uniform?: readonly [string, string]
    exponential?: string
    lognormal?: { readonly median: string; readonly p95: string }
  }
  if (uniform !== undefined) return uniform.join(' to ')
  if (exponential !== undefined) return `${exponential} on average`
  return `${lognormal!.median} in the median, ${lognormal!.p95} for 95 of 100`
}

/** Defaults that are no rule of the model: how a file is written, what is empty or off, and one entry for each of several. */
function isSetUp(field: string, fallback: string): boolean {
  const FRAME = ['description', 'start', 'timezone', 'horizon', 'bucket', 'fleet[].enrolment', 'fleet[].devicesPerUser']
  const each = /^(poll\.interval|retention\.max|fleet\[\]\.profiles)\.\w+$/
  const presence = /^(days|from|to|attendance|overnight|spread|holidays|lastSeen)$/
  const empty = ['[]', '{}', '"off"', '""'].includes(fallback)
  const more = /^(newEnrolments\[\]\.hours|change\.licences\[\]\.remove)$/
  return empty || FRAME.includes(field) || each.test(field) || presence.test(field) || more.test(field)
}
