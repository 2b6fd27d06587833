import type { ActionKind } from '../scenario.ts'
import type { ScenarioDocument } from '../schema/schema.ts'
import type { Problem } from '../words/diagnostic.ts'
import { isHole } from '../words/hole.ts'

/** Which actions have each of the fields that not all have. */
const FIELDS: Readonly<Record<'keep' | 'returns' | 'locked', readonly ActionKind[]>> = {
  keep: ['wipe', 'freshStart'],
  returns: ['wipe', 'retire', 'freshStart'],
  locked: ['restart'],
}

/** Finds actions that this kind of change does not have, and fields that an action does not have. */
export function findActionBreaks({ kind: change, actions }: ScenarioDocument['change']): Problem[] {
  return actions.flatMap((action, index): Problem[] => {
    const { kind, keep, returns = 0, locked } = action
    if (isHole(kind)) return []
    const given = { keep: keep === true, returns: returns > 0, locked: locked > 0 }
    const problems = (['keep', 'returns', 'locked'] as const)
      .filter((field) => given[field] && !FIELDS[field].includes(kind))
      .map(
        (field): Problem => ({
          path: ['change', 'actions', index, field],
          code: 'conflict',
          message: `means nothing with ${kind}`,
          allowed: `it with ${FIELDS[field].join(', ')}`,
        }),
      )
    if (kind !== 'switchDevices' || change === 'in-place' || isHole(change)) return problems
    return [
      {
        path: ['change', 'actions', index, 'kind'],
        code: 'conflict',
        message: 'is possible with an in-place change only',
        hint: 'use reenrol for devices without a user',
      },
      ...problems,
    ]
  })
}
