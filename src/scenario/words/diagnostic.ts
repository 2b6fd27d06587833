import type { FindingCode } from './findings.ts'

/** What is wrong with a scenario, in the order in which loading can find it: its text, its fields, its meaning. */
export const ERROR_CODES = [
  'too-large',
  'too-deep',
  'too-many-nodes',
  'syntax',
  'tab-indent',
  'multiple-documents',
  'not-a-mapping',
  'alias',
  'unknown-tag',
  'forbidden-key',
  'duplicate-key',
  'not-finite',
  'number-too-large',
  'octal-number',
  'bad-override',
  'missing',
  'unknown-key',
  'unsupported',
  'wrong-type',
  'not-allowed',
  'bad-number',
  'bad-share',
  'bad-text',
  'bad-duration',
  'bad-point',
  'bad-date',
  'bad-time-of-day',
  'bad-days',
  'bad-zone',
  'bad-distribution',
  'bad-threshold',
  'shares-sum',
  'duplicate-name',
  'reserved-name',
  'unknown-name',
  'bad-owner',
  'conflict',
  'out-of-range',
  'too-much-work',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

export type DiagnosticCode = ErrorCode | FindingCode
/** A warning is a risk in a plan that can be run; a note says what only people can check. */
export type Severity = 'error' | 'warning' | 'note'

/** One problem of a scenario, as data; `renderDiagnostic` makes a line of text of it. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** As the caller named it; `--set PATH` or `--seed` for a value that did not come from the file. */
  readonly file: string
  /** From 1; 0 where the value did not come from the file. */
  readonly line: number
  readonly column: number
  /** `fleet[2].presence.online`; empty for the document itself. */
  readonly path: string
  /** As written, shortened; empty where nothing is written. */
  readonly value: string
  readonly message: string
  /** What may be written instead; empty where the message says it. */
  readonly allowed: string
  readonly hint: string
  /** Expected number of devices that a finding concerns, where it concerns devices. */
  readonly devices?: number
}

/** Keys and list indexes from the document's root to a value. */
export type Path = readonly (string | number)[]

/** What is wrong with a value, wherever it stands. */
export interface Fault {
  readonly code: DiagnosticCode
  readonly message: string
  readonly allowed?: string
  readonly hint?: string
}

/** A fault and the place it belongs to; `locate.ts` makes a `Diagnostic` of it. */
export interface Problem extends Fault {
  readonly path: Path
  /** The key is wrong, not the value. */
  readonly atKey?: boolean
  /** Where in the text, if the parser knows better than the path. */
  readonly offset?: number
  /** Set where the fault is in an override, whatever stands at the path. */
  readonly origin?: Origin
  /** Set where it is less than others of its kind. */
  readonly severity?: Severity
  readonly devices?: number
}

/** Where a value comes from that is not in the file. */
export interface Origin {
  /** Shown instead of the file's name: `--set change.at`. */
  readonly label: string
  readonly text: string
}

/** A value that cannot be read, thrown by the parsers of single words; it says what is wrong and what to write instead. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
  readonly code: ErrorCode
  readonly allowed: string
  readonly hint: string

  constructor(code: ErrorCode, message: string, { allowed = '', hint = '' } = {}) {
    super(message)
    this.code = code
    this.allowed = allowed
    this.hint = hint
  }

  get fault(): Fault {
    return { code: this.code, message: this.message, allowed: this.allowed, hint: this.hint }
  }
}

/** Writes a path as in `fleet[2].presence.online`; a key that is no plain word is quoted: `settingsReady["wave 1"]`. */
export function formatPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (/^[\w-]+$/.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${JSON.stringify(step)}]`
  }
  return text
}
