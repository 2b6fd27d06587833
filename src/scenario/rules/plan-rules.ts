import { KINDS } from '../scenario.ts'
import type { ReadyDocument } from '../schema/change-schema.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Path, Problem } from '../words/diagnostic.ts'
import { isHole } from '../words/hole.ts'
import { didYouMean } from '../words/nearest.ts'
import { findActionBreaks } from './action-rules.ts'
import { findPairBreaks } from './pair-rules.ts'

/** Finds pairs of authorities and actions that do not go together, waves that cannot be, and readiness of what does not exist. */
export function findPlanBreaks({ change }: ScenarioDocument): Problem[] {
  const names = change.waves.map(({ name }) => name)
  return [
    ...findPairBreaks(change),
    ...directionBreaks(change),
    ...findActionBreaks(change),
    ...change.waves.flatMap((_, index) => waveBreaks(change.waves, names, index)),
    ...(names.some(isHole) ? [] : readinessBreaks(change.settingsReady, names)),
  ]
}

type Change = ScenarioDocument['change']

function directionBreaks({ kind, from, to, waves }: Change): Problem[] {
  if (kind !== 'in-place' || from !== 'intune' || to !== 'hybrid' || waves.length === 0) return []
  return [
    {
      path: ['change', 'waves'],
      code: 'conflict',
      message: 'are possible from hybrid to intune only',
      hint: 'remove them: here the whole fleet moves at the switch',
    },
  ]
}

function waveBreaks(waves: Change['waves'], names: readonly string[], index: number): Problem[] {
  const { name, share, count } = waves[index]!
  const path = ['change', 'waves', index]
  const problems: Problem[] = []
  if (names.indexOf(name) < index && !isHole(name)) {
    problems.push({ path: [...path, 'name'], code: 'duplicate-name', message: 'is the name of an earlier wave' })
  }
  if (isKind(name)) {
    problems.push({
      path: [...path, 'name'],
      code: 'reserved-name',
      message: 'is a kind of profile',
      hint: 'choose another name',
    })
  }
  if (share !== undefined && count !== undefined) {
    problems.push({
      path: [...path, 'count'],
      code: 'conflict',
      message: 'stands beside share',
      allowed: 'either share or count',
    })
  }
  return problems
}

function readinessBreaks(ready: ReadyDocument | undefined, waves: readonly string[]): Problem[] {
  if (typeof ready !== 'object') return []
  const root: Path = ['change', 'settingsReady']
  const inner = Object.entries(ready).flatMap(([key, value]): Problem[] => {
    if (typeof value !== 'object') return []
    if (isKind(key))
      return [{ path: [...root, key], code: 'wrong-type', message: 'is a mapping', allowed: 'a point in time' }]
    return keyBreaks(value, KINDS, [...root, key])
  })
  return [...keyBreaks(ready, [...KINDS, ...waves], root), ...inner]
}

function keyBreaks(mapping: object, known: readonly string[], path: Path): Problem[] {
  return Object.keys(mapping)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: [...path, key],
      atKey: true,
      code: 'unknown-name',
      message: 'is no kind of profile and no wave',
      allowed: known.slice(0, 20).join(', '),
      hint: didYouMean(key, known),
    }))
}

function isKind(name: string): boolean {
  return KINDS.some((kind) => kind === name)
}
