import { describe, expect, it } from 'vitest'
import { type JsonSchema, jsonSchema } from '../../src/scenario/schema/json-schema.ts'
import { scenarioReference } from '../../src/scenario/schema/reference.ts'
import { starterScenario } from '../../src/scenario/starter.ts'
import { loaded } from './sample.ts'

function fields(schema: JsonSchema, path = ''): [string, JsonSchema][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, field]) => [
    [`${path}.${key}`, field] as [string, JsonSchema],
    ...fields(field, `${path}.${key}`),
  ])
  const inner = [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? []]
    .flat()
    .flatMap((part) => fields(part, path))
  return [...own, ...inner]
}

describe('the JSON Schema', () => {
  const schema = jsonSchema()

  it('is draft 7, requires four fields and allows no unknown ones', () => {
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
    })
    expect(schema.required).toEqual(['name', 'seed', 'fleet', 'change'])
  })

  it('describes every field', () => {
    expect(fields(schema).length).toBeGreaterThan(100)
    expect(fields(schema).filter(([, field]) => !field.description)).toEqual([])
  })

  it('says of every default where it comes from', () => {
    const silent = fields(schema).filter(([, field]) => {
      const { default: value, description = '' } = field
      const empty = value === undefined || ['""', '[]', '{}', '"off"'].includes(JSON.stringify(value))
      return !empty && !/Microsoft|Google|ssumption|Sources|arbitrary/.test(description)
    })
    expect(silent.map(([path]) => path)).toEqual([])
  })

  it('has the patterns and words that an editor can check', () => {
    const pattern = new RegExp(schema.properties!.horizon!.pattern!)
    expect(['8h', '1d 12h', '250ms', '8', 'PT8H', '-1d'].filter((text) => pattern.test(text))).toEqual([
      '8h',
      '1d 12h',
      '250ms',
    ])
    expect(JSON.stringify(schema)).toContain('"enum":["ios","ipados","macos","android","windows"]')
  })
})

describe('the reference', () => {
  const reference = scenarioReference()

  it('has a row for every field of the format', () => {
    for (const field of [
      'fleet[].devices',
      'change.waves[].share',
      'change.apns.uploads[].topic',
      'poll.interval.ios',
      'retention.max.email',
      'stations.service.ratePerMinute',
      'fleet[].category',
      'change.workloads[].kinds',
      'conditionalAccess.nudge.response',
      'newEnrolments[].until',
      'canary.repeat',
      'stations.push.order',
    ]) {
      expect(reference).toContain(`| \`${field}\` |`)
    }
  })

  it('shows type, default and source', () => {
    expect(reference).toContain(
      '| `push.deadShare` | share | `0.05` | Share of devices that no push ever reaches: firewall, battery saver, expired channel. Assumption. |',
    )
    expect(reference).toContain('| `channelRenewal` | duration or off | `"15d"` |')
    expect(reference).toContain('| `fleet[].presence` | [presence](#presence) | required |')
  })

  it('does not repeat the fields of the fleet for new enrolments', () => {
    expect(reference).not.toContain('`newEnrolments[].devices`')
    expect(reference).toContain('| `fleet[].devices` |')
  })

  it('describes each kind of presence and distribution once', () => {
    for (const kind of ['always', 'renewal', 'weekly', 'rare', 'dormant', 'trace', 'mixture']) {
      expect(reference.split(`### \`${kind}\``)).toHaveLength(2)
    }
    expect(reference.split('`lognormal.p95`')).toHaveLength(2)
  })
})

describe('the starter scenario', () => {
  it('loads without a warning, whatever its name', () => {
    for (const name of [undefined, 'a "b" \\ c: #', "o'clock {", '日本']) {
      expect(loaded(starterScenario(name)).warnings).toEqual([])
    }
  })

  it('takes the name it is given', () => {
    expect(loaded(starterScenario('Move 2026: all')).document.name).toBe('Move 2026: all')
  })
})
