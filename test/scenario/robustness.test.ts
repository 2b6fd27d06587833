import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { loadScenario } from '../../src/scenario/load.ts'
import { renderDiagnostic } from '../../src/scenario/words/render.ts'
import { file, loaded, MIGRATION, RICH } from './sample.ts'

const GOOD = [RICH, MIGRATION].map((text) => {
  const document: unknown = JSON.parse(JSON.stringify(loaded(text).document))
  return { text, document, paths: pathsOf(document) }
})

/** Values that could stand anywhere by mistake. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    8,
    90,
    1e12,
    2 ** 53,
    '',
    '8',
    '8h',
    '+4h',
    '-1d',
    '0s',
    'off',
    'never',
    'always',
    'all',
    'kiosks',
    'business',
    'wave',
    'canary',
    'co-management',
    'third-party',
    'coexistence',
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    { kind: 'weekly' },
    { kind: 'mixture', of: [] },
    { uniform: ['2h', '1h'] },
    { exponential: '1ms' },
    ['1d', 2],
  ),
  fc.constantFrom(
    '2026-03-29T02:30',
    '2026-02-30T00:00',
    'Europe/Paris',
    '3650d',
    '1ms',
    'hybrid',
    'unset',
    'wifi',
    'pilot',
    '10:00',
    'toString',
    '__proto__',
  ),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
)

describe('loading', () => {
  test.prop([fc.string({ unit: 'binary' })])('survives any text', (text) => {
    expectSound(text)
  })

  test.prop([
    fc
      .array(
        fc.constantFrom(
          ...'{}[],:-?&*!|>%@`#\'" \t\n\r\0abc0.~',
          '\n  ',
          '- ',
          ': ',
          '<<',
          '---',
          '...',
          'fleet',
          'seed',
        ),
      )
      .map((parts) => parts.join('')),
  ])('survives any YAML punctuation', (text) => {
    expectSound(text)
  })

  test.prop([fc.jsonValue()])('survives any JSON', (value) => {
    expectSound(JSON.stringify(value))
  })

  describe.each(GOOD)('%#', ({ text, document: good, paths }) => {
    test.prop(
      [
        fc.array(
          fc.tuple(
            fc.constantFrom(...paths),
            fc.oneof({ weight: 4, arbitrary: odd }, { weight: 1, arbitrary: fc.constant(undefined) }),
          ),
          { minLength: 1, maxLength: 4 },
        ),
      ],
      { numRuns: 200 },
    )('survives a good scenario with parts replaced or removed, and what it accepts it accepts again', (changes) => {
      const document: unknown = structuredClone(good)
      for (const [path, value] of changes) replace(document, path, value)
      expectSound(JSON.stringify(document))
    })

    test.prop([fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 4 })], { numRuns: 80 })(
      'survives a good scenario cut or smudged anywhere',
      (at, length, ink) => {
        expectSound(text.slice(0, at) + ink + text.slice(at + length))
      },
    )

    test.prop([
      fc.array(
        fc.constantFrom(...paths.map((path) => path.join('.')), '', '.', 'a..b', '__proto__.x', 'fleet.9', 'name.x'),
        { maxLength: 3 },
      ),
      fc.string(),
    ])('survives any override', (targets, value) => {
      const result = loadScenario(text, { file, set: targets.map((target) => `${target}=${value}`), seed: value })
      if (!result.ok) expect(result.diagnostics.length).toBeGreaterThan(0)
    })
  })
})

/** Loading never throws; it gives a scenario that its document gives again, or problems that all have a place in the text. */
function expectSound(text: string): void {
  const result = loadScenario(text, { file })
  if (result.ok) {
    const again = loadScenario(JSON.stringify(result.document), { file })
    expect(again).toMatchObject({ ok: true })
    expect(again.ok && again.scenario).toEqual(result.scenario)
    return
  }
  expect(result.diagnostics.length).toBeGreaterThan(0)
  const lines = text.split('\n').length
  for (const diagnostic of result.diagnostics) {
    expect(diagnostic).toMatchObject({ file, severity: 'error' })
    expect(diagnostic.line).toBeGreaterThanOrEqual(1)
    expect(diagnostic.line).toBeLessThanOrEqual(lines)
    expect(diagnostic.column).toBeGreaterThanOrEqual(1)
    expect(renderDiagnostic(diagnostic)).toMatch(/^plan\.yaml:\d+:\d+: error: ./)
  }
}

type Path = readonly (string | number)[]

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [
    ...(path.length > 0 ? [path] : []),
    ...keys.flatMap((key) => pathsOf(Reflect.get(value, key), [...path, key])),
  ]
}

function replace(document: unknown, path: Path, value: unknown): void {
  let here = document
  for (const step of path.slice(0, -1)) {
    if (typeof here !== 'object' || here === null) return
    here = Reflect.get(here, step)
  }
  if (typeof here !== 'object' || here === null) return
  if (value === undefined) Reflect.deleteProperty(here, path.at(-1)!)
  else Reflect.set(here, path.at(-1)!, value)
}
