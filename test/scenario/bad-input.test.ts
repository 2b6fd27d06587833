import { describe, expect, it } from 'vitest'
import { renderDiagnostic } from '../../src/scenario/words/render.ts'
import { errorsOf, load, MINIMAL, marked, RICH } from './sample.ts'

/** The minimal scenario with more lines. */
const plus = (lines: string): string => `${MINIMAL}${lines}\n`
const cohort = (fields: string): string => MINIMAL.replace('platform: ios, presence: always', fields)
const ios = (fields: string): string => cohort(`platform: ios, presence: always, ${fields}`)
const present = (presence: string): string => cohort(`platform: ios, presence: ${presence}`)
const second = (fields: string): string =>
  MINIMAL.replace('change:', `  - { ${fields}, devices: 1, platform: ios, presence: always }\nchange:`)
const plan = (fields: string): string => MINIMAL.replace('at: 1d }', `${fields} }`)

/** What is wrong, the text with a mark before every token that is wrong, and for each the code and the path. */
type Case = [string, string, ...string[]]

const TEXT: Case[] = [
  ['an alias', plus('description: ▸*a'), 'alias description'],
  ['an anchor', plus('holidays: &a ▸[]'), 'alias holidays'],
  ['a bomb of aliases', bomb(), 'too-many-nodes'],
  ['more than 1 MiB', `▸${'x'.repeat(2 ** 20 + 1)}`, 'too-large'],
  ['deep nesting in flow style', `x: ${'['.repeat(31)}▸${'['.repeat(100_000)}`, 'too-deep'],
  ['deep nesting in block style', `${'- '.repeat(32)}▸${'- '.repeat(100_000)}`, 'too-deep'],
  ['deep nesting in JSON', `${'{"a":'.repeat(32)}▸${'{"a":'.repeat(100_000)}`, 'too-deep'],
  ['too many nodes', `x: [${'1,'.repeat(9998)}▸${'1,'.repeat(200_000)}]`, 'too-many-nodes'],
  ['too many empty nodes', `${'- \n'.repeat(10_000)}▸${'- \n'.repeat(200_000)}`, 'too-many-nodes'],
  ['the key __proto__', plus('▸__proto__: { polluted: 1 }'), 'forbidden-key __proto__'],
  ['the key constructor inside', plus('poll: { ▸constructor: 1 }'), 'forbidden-key poll.constructor'],
  [
    'the key prototype in JSON',
    '▸▸▸▸{▸"prototype": 1}',
    ...missing('name seed fleet change'),
    'forbidden-key prototype',
  ],
  ['a repeated key', plus('▸name: again\nhorizon: ▸8'), 'duplicate-key name', 'bad-duration horizon'],
  ['a repeated key in JSON', '▸▸▸{"name":"a",▸"name":"b"}', ...missing('seed fleet change'), 'duplicate-key name'],
  ['two documents', `${MINIMAL}▸---\nname: b\n`, 'multiple-documents'],
  ['an unknown tag', plus('horizon: !!js/function ▸14d'), 'unknown-tag horizon'],
  ['a local tag', plus('horizon: !env ▸HORIZON'), 'unknown-tag horizon'],
  ['an indentation of tabs', 'a:\n▸\tb: 1', 'tab-indent'],
  ['broken YAML', `${MINIMAL}horizon: [▸`, 'syntax'],
  ['an empty text', '▸', 'not-a-mapping'],
  ['comments only', '▸# nothing\n', 'not-a-mapping'],
  ['a scalar', '▸hello', 'not-a-mapping'],
  ['a list', '▸- a\n- b', 'not-a-mapping'],
  ['NaN', plus('poll: { jitter: ▸.nan }'), 'not-finite poll.jitter'],
  ['infinity', plus('poll: { jitter: ▸-.inf }'), 'not-finite poll.jitter'],
  ['1e400', plus('poll: { jitter: ▸1e400 }'), 'not-finite poll.jitter'],
  ['an integer above 2^53 - 1', ios('devicesPerUser: ▸9007199254740993'), 'number-too-large fleet[0].devicesPerUser'],
  ['a number that looks octal', plus('push: { retries: ▸010 }'), 'octal-number push.retries'],
]

const FIELDS: Case[] = [
  ['an unknown key', plus('▸horizn: 3d'), 'unknown-key horizn'],
  ['an unknown key inside', plus('push:\n  ▸latncy: 3s'), 'unknown-key push.latncy'],
  ['a key of a later version', plus('▸inventory: {}'), 'unsupported inventory'],
  ['an unknown kind of change', MINIMAL.replace('in-place', '▸inplace'), 'not-allowed change.kind'],
  ['an unknown action', plan('at: 1d, actions: [{ at: 2d, kind: ▸wip }]'), 'not-allowed change.actions[0].kind'],
  ['an empty mapping', '▸▸▸▸{}', ...missing('name seed fleet change')],
  ['a mapping that lacks a field', plan('dem: stays').replace('{ kind', '▸{ kind'), 'missing change.at'],
  ['a field without a value', plus('horizon:▸\ndescription: ▸~'), 'wrong-type horizon', 'wrong-type description'],
  ['a list for a mapping', plus('retention: ▸[1]'), 'wrong-type retention'],
  ['a mapping for a list', plus('thresholds: ▸{ a: 1 }'), 'wrong-type thresholds'],
  ['no cohort', MINIMAL.replace(/fleet:\n.*\n/, 'fleet: ▸[]\n'), 'wrong-type fleet'],
  ['a cohort that is no mapping', MINIMAL.replace(/- \{.*\n/, '- ▸phones\n'), 'wrong-type fleet[0]'],
  ['a cohort without presence', cohort('platform: ios').replace('- {', '- ▸{'), 'missing fleet[0].presence'],
  ['a negative duration', plus("horizon: ▸'-8h'"), 'bad-duration horizon'],
  [
    'a period of zero',
    plus('poll: { interval: ▸0s }\nhorizon: ▸0d'),
    'bad-duration poll.interval',
    'bad-duration horizon',
  ],
  ['a number for a duration', plus('horizon: ▸8'), 'bad-duration horizon'],
  ['more than ten years', plus('horizon: ▸3651d'), 'bad-duration horizon'],
  ['a percentage', ios('licensed: ▸90%'), 'bad-share fleet[0].licensed'],
  ['a share above one', ios('licensed: ▸90'), 'bad-share fleet[0].licensed'],
  ['a share below zero', plus('push: { loss: ▸-0.1 }'), 'bad-share push.loss'],
  ['a share that is text', plus("push: { loss: ▸'0.1' }"), 'wrong-type push.loss'],
  [
    'shares that do not add up',
    ios('profiles: { vpn: ▸{ renamed: 0.5, none: 0.4 } }'),
    'shares-sum fleet[0].profiles.vpn',
  ],
  [
    'a mixture that does not add up',
    present('{ kind: mixture, of: ▸[{ share: 0.5, presence: always }] }'),
    'shares-sum fleet[0].presence.of',
  ],
  ['an unknown word', cohort('platform: ▸iso, presence: always'), 'not-allowed fleet[0].platform'],
  ['an unknown kind of presence', present('{ kind: ▸renwal }'), 'not-allowed fleet[0].presence.kind'],
  ['an unknown bare presence', present('▸alwys'), 'not-allowed fleet[0].presence'],
  [
    'a mixture of mixtures',
    present('{ kind: mixture, of: [{ share: 1, presence: { kind: ▸mixture, of: [] } }] }'),
    'not-allowed fleet[0].presence.of[0].presence.kind',
  ],
  ['a distribution without a kind', plus('push: { latency: ▸{} }'), 'bad-distribution push.latency'],
  [
    'a distribution of two kinds',
    plus('push: { latency: ▸{ exponential: 1m, uniform: [1m, 2m] } }'),
    'bad-distribution push.latency',
  ],
  [
    'a distribution with falling values',
    plus('push: { latency: { uniform: ▸[3m, 2m] } }'),
    'bad-distribution push.latency.uniform',
  ],
  [
    'a distribution of too few values',
    plus('push: { latency: { uniform: ▸[3m] } }'),
    'wrong-type push.latency.uniform',
  ],
  [
    'an unknown kind of distribution',
    plus('push: { latency: { ▸exponental: 3m } }'),
    'unknown-key push.latency.exponental',
  ],
  [
    'a retry after no time',
    plus('stations: { service: { ratePerMinute: 1, retryAfter: ▸{ uniform: [0s, 0s] } } }'),
    'bad-distribution stations.service.retryAfter',
  ],
  [
    'a date that does not exist',
    plus('holidays: [▸2026-02-30, ▸2026-2-3]'),
    'bad-date holidays[0]',
    'bad-date holidays[1]',
  ],
  ['an unknown time zone', plus('timezone: ▸Europe/Pariss'), 'bad-zone timezone'],
  ['an offset for a time zone', plus("timezone: ▸'+01:00'"), 'bad-zone timezone'],
  [
    'working hours that fall',
    present("{ kind: weekly, from: '18:00', to: ▸'08:00' }"),
    'out-of-range fleet[0].presence.to',
  ],
  [
    'working hours shorter than their spread',
    present("▸{ kind: weekly, from: '08:00', to: '08:50' }"),
    'out-of-range fleet[0].presence.spread',
  ],
  [
    'a night shorter than its spread',
    present("{ kind: weekly, from: '00:10', to: '23:50', spread: ▸15m }"),
    'out-of-range fleet[0].presence.spread',
  ],
  ['a working day of another language', present('{ kind: weekly, days: ▸mo-fr }'), 'bad-days fleet[0].presence.days'],
  ['an hour without its zero', present("{ kind: weekly, from: ▸'8:00' }"), 'bad-time-of-day fleet[0].presence.from'],
  ['a missing seed', `▸${MINIMAL.replace('seed: s\n', '')}`, ...missing('seed')],
  ['a seed that is too long', MINIMAL.replace('seed: s', `seed: ▸${'x'.repeat(201)}`), 'bad-text seed'],
  ['a seed that is not ASCII', MINIMAL.replace('seed: s', 'seed: ▸größe'), 'bad-text seed'],
  ['a seed that is a mapping', MINIMAL.replace('seed: s', 'seed: ▸{}'), 'wrong-type seed'],
  ['a name that is a number', MINIMAL.replace('minimal', '▸2026'), 'wrong-type name'],
  ['a name with control characters', MINIMAL.replace('minimal', '▸"a\\u001b[31m"'), 'bad-text name'],
  ['a threshold that is none', plus('thresholds: [▸coverage > 1]'), 'bad-threshold thresholds[0]'],
  ['a date of support that is none', plus('support: { openedAt: ▸nevr }'), 'not-allowed support.openedAt'],
]

const MEANING: Case[] = [
  ['a cohort called all', MINIMAL.replace('phones', '▸all'), 'reserved-name fleet[0].cohort'],
  ['a cohort twice', second('cohort: ▸phones'), 'duplicate-name fleet[1].cohort'],
  ['an owner that is not there', ios('owners: ▸phnes'), 'unknown-name fleet[0].owners'],
  ['a cohort that owns itself', ios('owners: ▸phones'), 'bad-owner fleet[0].owners'],
  [
    'a chain of owners',
    second('cohort: b, owners: ▸phones')
      .replace('presence: always }\n ', 'presence: always, owners: b }\n ')
      .replace('owners: b', 'owners: ▸b'),
    'bad-owner fleet[0].owners',
    'bad-owner fleet[1].owners',
  ],
  [
    'an owner without users',
    second('cohort: b, owners: ▸phones').replace('platform: ios,', 'platform: ios, enrolment: userless,'),
    'bad-owner fleet[1].owners',
  ],
  [
    'owners of devices without a user',
    second('cohort: b, enrolment: userless, owners: ▸phones'),
    'bad-owner fleet[1].owners',
  ],
  [
    'an unknown cohort in a wave, and one twice',
    plan('at: 1d, waves: [{ name: a, at: 1h, cohorts: [▸phons, phones, ▸phones] }]'),
    'unknown-name change.waves[0].cohorts[0]',
    'duplicate-name change.waves[0].cohorts[2]',
  ],
  [
    'an unknown cohort in an action',
    plan('at: 1d, actions: [{ kind: sync, at: 1h, cohorts: [▸all] }]'),
    'unknown-name change.actions[0].cohorts[0]',
  ],
  [
    'a pair that is not of this kind',
    MINIMAL.replace('from: hybrid, to: ', 'from: office365, to: ▸'),
    'conflict change.to',
  ],
  ['a change to the same', MINIMAL.replace('to: intune', 'to: ▸hybrid'), 'conflict change.to'],
  ['a change back to nothing', MINIMAL.replace('to: intune', 'to: ▸unset'), 'conflict change.to'],
  ['a change at the horizon', plan('at: ▸14d'), 'out-of-range change.at'],
  ['a change before the start', plan('at: ▸2025-12-31T00:00'), 'out-of-range change.at'],
  ['a wave before the start', plan("at: 1d, waves: [{ name: a, at: ▸'-2d' }]"), 'out-of-range change.waves[0].at'],
  ['a wave at the horizon', plan('at: 1d, waves: [{ name: a, at: ▸14d }]'), 'out-of-range change.waves[0].at'],
  [
    'waves towards hybrid',
    plan('at: 1d, waves: ▸[{ name: a, at: 1h }]').replace('from: hybrid, to: intune', 'from: intune, to: hybrid'),
    'conflict change.waves',
  ],
  [
    'a wave twice',
    plan('at: 1d, waves: [{ name: a, at: 1h }, { name: ▸a, at: 2h }]'),
    'duplicate-name change.waves[1].name',
  ],
  [
    'a wave with the name of a kind',
    plan('at: 1d, waves: [{ name: ▸wifi, at: 1h }]'),
    'reserved-name change.waves[0].name',
  ],
  [
    'a wave of a share and a count',
    plan('at: 1d, waves: [{ name: a, at: 1h, share: 1, count: ▸1 }]'),
    'conflict change.waves[0].count',
  ],
  [
    'settings of what does not exist',
    plan('at: 1d, settingsReady: { ▸wfi: 1h, wifi: ▸{ vpn: 1h } }'),
    'unknown-name change.settingsReady.wfi',
    'wrong-type change.settingsReady.wifi',
  ],
  [
    'an interval that ends before it begins',
    present('{ kind: trace, online: [▸[2h, 1h]] }'),
    'out-of-range fleet[0].presence.online[0]',
  ],
  ['a threshold at the horizon', plus('thresholds: [▸management_coverage at 14d > 0]'), 'out-of-range thresholds[0]'],
  ['no devices', MINIMAL.replace('devices: 10', 'devices: ▸0'), 'bad-number fleet[0].devices'],
  ['one and a half devices', MINIMAL.replace('devices: 10', 'devices: ▸1.5'), 'bad-number fleet[0].devices'],
  ['minus one device', MINIMAL.replace('devices: 10', 'devices: ▸-1'), 'bad-number fleet[0].devices'],
  ['10^12 devices', MINIMAL.replace('devices: 10', 'devices: ▸1e12'), 'too-much-work fleet[0].devices'],
  [
    'too many events in total',
    `${MINIMAL.replace('devices: 10', 'devices: ▸2000000000')}poll: { interval: 1m }`,
    'too-much-work fleet[0].devices',
  ],
  [
    'too many events of one device',
    plus('poll: { interval: 1ms }\nhorizon: 3650d\nbucket: 1d').replace('- {', '- ▸{'),
    'too-much-work fleet[0]',
  ],
  [
    'spells too short to count',
    `${present('{ kind: renewal, online: 1ms, offline: 1ms }').replace('- {', '- ▸{')}horizon: 365d`,
    'too-much-work fleet[0]',
  ],
  ['a bucket of seconds', plus('bucket: ▸59s'), 'out-of-range bucket'],
  ['a bucket longer than the horizon', plus('bucket: ▸15d'), 'out-of-range bucket'],
  ['too many buckets', plus('bucket: ▸1m\nhorizon: 3650d'), 'too-much-work bucket'],
]

describe('bad input', () => {
  describe.each([
    ['in the text', TEXT],
    ['in a field', FIELDS],
    ['across fields', MEANING],
  ])('%s', (_, cases) => {
    it.each(cases)('%s is refused at its place', (_, written, ...expected) => {
      const { text, places } = marked(written)
      expect(errorsOf(text)).toEqual(expected.map((fault, index) => `${places[index]} ${fault}`))
    })
  })

  it.each([
    [
      plus('horizn: 3d'),
      'plan.yaml:6:1: error: horizn: is not known here (value horizn); allowed: $schema, name,',
      'did you mean horizon?',
    ],
    [
      plus('push: { latency: { exponental: 3m } }'),
      'latency.exponental: is not known here',
      'did you mean exponential?',
    ],
    [ios('licensed: 90%'), '(value 90%); allowed: a number from 0 to 1', 'write 0.9'],
    [ios('licensed: 90'), '(value 90); allowed: a number from 0 to 1', 'write 0.9'],
    [plus('horizon: 8 hrs'), '(value 8 hrs); allowed: a duration such as 8h, 90m', 'write 8h'],
    [plus('poll: { interval: 8 }'), '(value 8); allowed: a duration such as 8h', 'add a unit: 8h, 8m or 8s'],
    [plus('push: { latency: PT30S }'), '(value PT30S); allowed: a duration such as 8h', 'write 30s'],
    [
      cohort('platform: iso, presence: always'),
      '(value iso); allowed: ios, ipados, macos, android, windows',
      'did you mean ios?',
    ],
    [
      plus('timezone: Europe/Pariss'),
      '(value Europe/Pariss); allowed: an IANA time zone',
      'did you mean Europe/Paris?',
    ],
    [plus('poll: of'), '(value of); allowed: off; or a mapping', 'did you mean off?'],
    [
      MINIMAL.replace('devices: 10', 'devices: 1e12'),
      'comes to 1e12 devices and about 5',
      'allowed: at most 2.1e9 devices',
    ],
    [
      MINIMAL.replace('from: hybrid', 'from: third-party'),
      'third-party to intune is no change of kind in-place (value intune); allowed: hybrid to intune, intune to hybrid',
      'write kind: third-party',
    ],
    [
      MINIMAL.replace('to: intune', 'to: unset'),
      'is impossible: an authority once set can never go back',
      'allowed: hybrid to intune',
    ],
    [plus('inventory: {}'), 'inventory: is not supported by this version', ''],
  ])('is explained with the value, what is allowed and a hint', (text, message, hint) => {
    const result = load(text)
    const lines = result.ok ? [] : result.diagnostics.map(renderDiagnostic)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(message)
    expect(lines[0]).toContain(hint)
  })

  it('comes out all at once, across fields too, in the order of the text', () => {
    const { text, places } = marked(
      RICH.replace('horizon: 21d', 'horizon: ▸21')
        .replace('devicesPerUser: 2', 'devicesPerUser: ▸two')
        .replace('owners: field-phones', 'owners: ▸field-phnes')
        .replace('[mon-thu, sat]', '▸[mon-thu, satt]')
        .replace('- { share: 0.7', '▸- { share: 0.8')
        .replace('cohorts: [field-phones], count: 50', 'cohorts: [▸kiosk], count: 50')
        .replace('retries: 0', '▸retires: 0')
        .replace('- protection_gap_hours p90', '- ▸protection_gap_hours p91'),
    )
    const expected = [
      'bad-duration horizon',
      'wrong-type fleet[0].devicesPerUser',
      'unknown-name fleet[1].owners',
      'bad-days fleet[1].presence.days',
      'shares-sum fleet[2].presence.of',
      'unknown-name change.waves[1].cohorts[0]',
      'unknown-key push.retires',
      'bad-threshold thresholds[1]',
    ]
    expect(errorsOf(text)).toEqual(expected.map((fault, index) => `${places[index]} ${fault}`))
  })

  it('is reported up to 20 problems', () => {
    const keys = Array.from({ length: 30 }, (_, i) => `key${i}: 1`).join('\n')
    expect(errorsOf(plus(keys))).toHaveLength(20)
  })

  it('does not change what objects inherit', () => {
    load('{"__proto__": {"polluted": 1}, "name": {"__proto__": {"polluted": 1}}}')
    load(MINIMAL, {
      set: ['__proto__.polluted=1', 'fleet.__proto__.polluted=1', 'change.constructor.prototype.polluted=1'],
    })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(Reflect.get([], 'polluted')).toBeUndefined()
  })
})

function missing(fields: string): string[] {
  return fields.split(' ').map((field) => `missing ${field}`)
}

/** Nine levels of lists of aliases of the one before: far more values than there are atoms, if it were expanded. */
function bomb(): string {
  const levels = Array.from(
    { length: 9 },
    (_, i) =>
      `  - &l${i} [${Array(2000)
        .fill(i === 0 ? 'x' : `*l${i - 1}`)
        .join(',')}]`,
  )
  const text = `bomb:\n${levels.join('\n')}`
  const tenThousandth = [...text.matchAll(/x|\*l|- |\[/g)][9_999]!.index
  return `${text.slice(0, tenThousandth)}▸${text.slice(tenThousandth)}`
}
