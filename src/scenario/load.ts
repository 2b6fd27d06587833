import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import { findRisks } from './lint/lint.ts'
import { fillDependentDefaults } from './resolve/defaults.ts'
import { resolve } from './resolve/resolve.ts'
import { findRuleBreaks } from './rules/rules.ts'
import type { Scenario } from './scenario.ts'
import { type ScenarioDocument, schema } from './schema/schema.ts'
import { locate, type Place } from './source/locate.ts'
import { applyOption, applySet, readSeedAsText, type Tree } from './source/set.ts'
import { parseSource, readNode, type Source } from './source/source.ts'
import { validate } from './source/validate.ts'
import type { Diagnostic, Problem, Severity } from './words/diagnostic.ts'

/** Most problems reported of one scenario. */
const MOST = 20

export interface LoadOptions {
  /** How diagnostics call the text. */
  readonly file: string
  /** Assignments `path.to.0.field=VALUE`, in order. */
  readonly set?: readonly string[]
  /** Overrides the seed. */
  readonly seed?: string
}

export type Loaded =
  | {
      readonly ok: true
      readonly scenario: Scenario
      /** In the units of the file, every default filled in, overrides applied: loading its JSON gives the same scenario. */
      readonly document: ScenarioDocument
      /** Risks in the plan. */
      readonly warnings: readonly Diagnostic[]
      /** What only people can check. */
      readonly notes: readonly Diagnostic[]
      /** How many findings, warnings and notes, the scenario silences. */
      readonly silenced: number
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * Loads a scenario from YAML or JSON text: tree, overrides, data, document, scenario. It never throws on bad input; all
 * problems come at once, in the order of the text, up to 20, those of overrides last.
 */
export function loadScenario(text: string, { file, set = [], seed }: LoadOptions): Loaded {
  const source = parseSource(text.startsWith('\uFEFF') ? text.slice(1) : text)
  const tree = treeOf(source)
  const place: Place = { file, text: source.text, lines: source.lines, tree }
  if (tree === null) return refuse(source.problems.length > 0 ? source.problems : [noMapping(source)], place)

  const problems: Problem[] = set.flatMap((assignment) => applySet(tree, assignment))
  if (seed !== undefined) applyOption(tree, 'seed', seed, '--seed')
  readSeedAsText(tree)
  const data = readNode(tree.root, [], (problem) => problems.push(problem))
  const validated = validate(schema, data)
  problems.push(...validated.problems)
  if (validated.document !== null) problems.push(...findRuleBreaks(validated.document))
  if (problems.length > 0 || validated.document === null) return refuse(problems, place)

  const document = fillDependentDefaults(validated.document)
  const scenario = resolve(document)
  const { problems: found, silenced } = findRisks(document, scenario)
  const findings = report(found, 'warning', place)
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity)
  return { ok: true, scenario, document, warnings: of('warning'), notes: of('note'), silenced }
}

function treeOf({ root, problems }: Source): Tree | null {
  return problems.length === 0 && isMap(root) ? { root: root as YAMLMap, origins: new Map() } : null
}

function noMapping({ root }: Source): Problem {
  const allowed = 'the fields name, seed, fleet and change at least'
  const found = isSeq(root) ? 'a list' : isScalar(root) && root.value !== null ? 'a single value' : 'nothing'
  return { path: [], code: 'not-a-mapping', message: `expected a mapping, found ${found}`, allowed }
}

function refuse(problems: readonly Problem[], place: Place): Loaded {
  return { ok: false, diagnostics: report(problems, 'error', place).slice(0, MOST) }
}

function report(problems: readonly Problem[], severity: Severity, place: Place): Diagnostic[] {
  // Line 0 is no place in the file: it goes last.
  const line = (diagnostic: Diagnostic): number => diagnostic.line || Number.POSITIVE_INFINITY
  return problems
    .map((problem) => locate(problem, severity, place))
    .sort((a, b) => (line(a) === line(b) ? a.column - b.column : line(a) - line(b)))
}
