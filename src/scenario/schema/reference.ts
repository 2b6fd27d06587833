import { METRICS } from '../metrics.ts'
import { FINDINGS } from '../words/findings.ts'
import { distribution } from './distribution-schema.ts'
import { profileRule } from './fleet-schema.ts'
import { type JsonSchema, jsonSchema, schemaOf } from './json-schema.ts'
import { presence } from './presence-schema.ts'

/** Types with a section of their own, where their fields are described once. */
const SECTIONS = ['distribution', 'presence', 'profile rule']

/** Writes the reference of scenario files in Markdown: every field with its type, its default, and where the default comes from. */
export function scenarioReference(): string {
  return [
    '# Scenario reference',
    "A scenario is one YAML or JSON file. `name`, `seed`, `fleet` and `change` are required; everything else has the default given here. Each default says where it comes from: a vendor's documentation, or an assumption of this program. Unknown fields are refused.",
    VALUES,
    '## Fields',
    table(withoutRepetition(fieldRows(jsonSchema(), ''))),
    '## Presence',
    'When the devices of a cohort are online. `always`, `weekly` and `dormant` may be a bare word.',
    ...variants(schemaOf(presence)).map(
      (kind) =>
        `### \`${kind.properties?.kind?.const}\`\n\n${kind.properties?.kind?.description}\n\n${table(fieldRows(kind, ''))}`,
    ),
    '## Profile rule',
    'What the new authority does with a kind of profile: one of these words, or a mapping of them to shares that add up to 1.',
    table(fieldRows(schemaOf(profileRule), '')),
    '## Distribution',
    'A plain duration is a constant; else a mapping with exactly one of:',
    ...variants(schemaOf(distribution)).map((kinds) => table(fieldRows(kinds, ''))),
    '## Metrics of thresholds',
    [...METRICS.keys()].map((metric) => `- \`${metric}\``).join('\n'),
    '## Findings of handover check',
    'What planners of such a move are known to overlook. Each finding says where it is, how many devices it concerns as far as can be expected before anything is simulated, and what to do. A finding never stops a run; `silence` leaves out those whose code it lists.',
    Object.entries(FINDINGS)
      .map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
      .join('\n'),
    '',
  ].join('\n\n')
}

const VALUES = `## Values

- A **duration** is one or more whole numbers with a unit, \`d\`, \`h\`, \`m\`, \`s\` or \`ms\`, in this order: \`8h\`, \`1d 12h\`, \`90m\`. A day is 24 hours, a year 365 days; the longest is 10 years.
- A **point in time** is an offset from the start (\`4d 18h\`), an offset from the change (\`+4h\`, \`'-1d'\`), or a local date-time in the scenario's time zone (\`2026-03-06T18:00\`). Where clocks are set back and a local time comes twice, it is the earlier one; where they are set forward over it, it is refused. Offsets are elapsed time: \`1d\` is 24 hours also when clocks change.
- A **share** is a number from 0 to 1.
- A **threshold** is \`<metric> [at <point> | max | min | mean | end | p50 | p90 | p99] <op> <value>\`. A series needs \`at\`, \`max\`, \`min\`, \`mean\` or \`end\`; a bare \`_gap_hours\` is the sum of device-hours, with \`p50\`, \`p90\`, \`p99\` or \`max\` hours per device; \`time_to_\` stands bare. The value of hours is a number or a duration.`

interface Row {
  readonly field: string
  readonly type: string
  readonly fallback: string
  readonly description: string
}

function fieldRows(schema: JsonSchema, prefix: string): Row[] {
  const required = new Set(schema.required)
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, field]): Row[] => {
    if (field.const !== undefined) return []
    const path = prefix + key
    const fallback = field.default === undefined ? (required.has(key) ? 'required' : '') : JSON.stringify(field.default)
    const row = { field: path, type: typeOf(field), fallback, description: field.description ?? '' }
    return isSection(field) ? [row] : [row, ...fieldRows(field, `${path}.`)]
  })
  const inner = [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? []].flat().filter((part) => !isSection(part))
  const nested = (part: JsonSchema) => fieldRows(part, part === schema.items ? `${prefix.slice(0, -1)}[].` : prefix)
  return [...own, ...inner.flatMap(nested)]
}

/** New enrolments have the fields of the fleet, which stand there already. */
function withoutRepetition(rows: readonly Row[]): Row[] {
  const fleet = new Set(rows.map(({ field }) => field).filter((field) => field.startsWith('fleet[].')))
  return rows.filter(({ field }) => !fleet.has(field.replace(/^newEnrolments/, 'fleet')) || field.startsWith('fleet'))
}

function isSection({ title }: JsonSchema): boolean {
  return title !== undefined && SECTIONS.includes(title)
}

function typeOf(schema: JsonSchema): string {
  if (schema.title !== undefined)
    return isSection(schema) ? `[${schema.title}](#${schema.title.replace(' ', '-')})` : schema.title
  if (schema.enum)
    return schema.enum
      .filter((value) => value !== false)
      .map((word) => `\`${word}\``)
      .join(', ')
  const parts = schema.anyOf ?? schema.oneOf
  if (parts) return [...new Set(parts.map(typeOf))].join(' or ')
  if (schema.type !== 'array') return 'mapping'
  const items = [schema.items ?? []].flat().map(typeOf)
  return Array.isArray(schema.items) ? `[${items.join(', ')}]` : `list of ${items.join()}`
}

function variants({ anyOf, oneOf }: JsonSchema): JsonSchema[] {
  return [...(anyOf ?? []), ...(oneOf ?? [])].flatMap((part) => (part.properties ? [part] : variants(part)))
}

function table(rows: readonly Row[]): string {
  if (rows.length === 0) return 'No parameters.'
  const cells = rows.map(({ field, type, fallback, description }) => {
    const shown = fallback === '' || fallback === 'required' ? fallback : `\`${fallback}\``
    return `| \`${field}\` | ${[type, shown, description].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
  return ['| field | type | default | meaning |', '|---|---|---|---|', ...cells].join('\n')
}
