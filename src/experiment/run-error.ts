export type RunErrorCode =
  /** A worker failed at the same task twice. */
  | 'worker-failed'
  /** The run would need more memory than it may have. */
  | 'too-large'

/** A run that cannot be done here; the message says which, the hint what may help. */
export class RunError extends Error {
  override readonly name = 'RunError'
  readonly code: RunErrorCode
  readonly hint: string

  constructor(code: RunErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
    this.hint = hint
  }
}
