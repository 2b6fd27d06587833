import { ACTIONS, type Action, type ActionKind, type Cohort, type Scenario } from '../../scenario/scenario.ts'
import { actionDraw } from '../change/support.ts'

/** A remote action as a cohort knows it. */
export interface ActionPlan {
  /** Its index among all actions of the scenario; for the lock of the canary, their number. */
  readonly index: number
  readonly kind: ActionKind
  readonly code: number
  readonly at: number
  readonly share: number
  /** Index of the draws that belong to it. */
  readonly draw: number
  readonly keep: boolean
  readonly returns: number
  readonly locked: number
  /** It is the lock that validates the canary, issued when the canary is visible rather than at a date. */
  readonly validates: boolean
}

/**
 * The remote actions of the plan that reach a cohort, in file order, and last, for the canary, its lock.
 *
 * `switchDevices` is none; an action that the platform does not have does nothing, and one before the start or past the
 * horizon is not part of the run.
 */
export function actionPlansOf(scenario: Scenario, cohort: number): readonly ActionPlan[] {
  const { change, canary, cohorts, horizon } = scenario
  const own = cohorts[cohort]!
  const plans = change.actions.flatMap((action, index): ActionPlan[] => {
    const { at, kind, share, keep, returns } = action
    if (kind === 'switchDevices' || at < 0 || at >= horizon) return []
    if (!action.cohorts.includes(cohort) || !suits(action, own)) return []
    const locked = own.platform === 'ios' || own.platform === 'ipados' ? action.locked : 0
    const draw = actionDraw(scenario, action, cohort)
    return [{ index, kind, code: ACTIONS.indexOf(kind), at, share, draw, keep, returns, locked, validates: false }]
  })
  if (canary?.cohort !== cohort) return plans
  const lock: ActionPlan = {
    index: change.actions.length,
    kind: 'lock',
    code: ACTIONS.indexOf('lock'),
    at: Number.POSITIVE_INFINITY,
    share: 1,
    draw: 0,
    keep: false,
    returns: 0,
    locked: 0,
    validates: true,
  }
  return [...plans, lock]
}

/** Whether devices of the cohort have an action. Microsoft: the platforms of each remote action. */
export function suits({ kind, keep }: Pick<Action, 'kind' | 'keep'>, { platform, enrolment }: Cohort): boolean {
  switch (kind) {
    case 'lock':
      return platform !== 'windows'
    case 'rename':
      return platform !== 'android'
    case 'restart':
      return platform !== 'macos' && !(platform === 'android' && enrolment !== 'userless')
    case 'freshStart':
      return platform === 'windows'
    case 'wipe':
      return !keep || platform === 'windows'
    default:
      return true
  }
}
