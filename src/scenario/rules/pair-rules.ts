import type { ChangeKind } from '../scenario.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Problem } from '../words/diagnostic.ts'
import { isHole } from '../words/hole.ts'

/** From which authority to which a change of each kind leads. */
const PAIRS: Readonly<Record<ChangeKind, readonly string[]>> = {
  'in-place': ['hybrid to intune', 'intune to hybrid'],
  coexistence: ['office365 to intune', 'intune to office365'],
  'third-party': ['third-party to intune'],
  'co-management': ['configmgr to intune'],
  set: ['unset to intune'],
}

/** Finds pairs of authorities between which there is no change of this kind. */
export function findPairBreaks({ kind, from, to }: ScenarioDocument['change']): Problem[] {
  if (isHole(kind) || isHole(from) || isHole(to)) return []
  const pair = `${from} to ${to}`
  if (PAIRS[kind].includes(pair)) return []
  const path = ['change', 'to']
  const allowed = PAIRS[kind].join(', ')
  if (to === 'unset') {
    return [{ path, code: 'conflict', message: 'is impossible: an authority once set can never go back', allowed }]
  }
  if (from === to) return [{ path, code: 'conflict', message: `${pair} is no change`, allowed }]
  const other = Object.entries(PAIRS).find(([, pairs]) => pairs.includes(pair))
  return [
    {
      path,
      code: 'conflict',
      message: `${pair} is no change of kind ${kind}`,
      allowed,
      hint: other === undefined ? '' : `write kind: ${other[0]}`,
    },
  ]
}
