export type OutputErrorCode =
  /** The target is not a folder of ours. */
  | 'refused'
  /** Another run is writing to the target. */
  | 'busy'
  /** The system said no: rights, a missing drive, a name too long. */
  | 'unwritable'
  /** No space left. */
  | 'full'
  /** A folder that should hold a finished result does not. */
  | 'not-a-result'

/** Something that a user can put right about an output folder; the message names the path. */
export class OutputError extends Error {
  readonly code: OutputErrorCode
  readonly hint: string

  constructor(code: OutputErrorCode, message: string, hint = '', cause?: unknown) {
    super(message, { cause })
    this.name = 'OutputError'
    this.code = code
    this.hint = hint
  }
}

/** What the system's error codes mean to someone who did not write the program. */
const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it exists already',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is exceeded',
  EMFILE: 'too many open files',
  ELOOP: 'too many symbolic links',
  EBUSY: 'it is in use',
  EIO: 'the device reports an error',
}

/** The code of a system error, such as `ENOENT`; empty for any other value. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** A system error in plain words. */
export function systemReason(error: unknown): string {
  return MEANINGS[systemCode(error)] ?? (error instanceof Error ? error.message : String(error))
}

/** Whether an error says that the device or the quota is full. */
export function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(systemCode(error))
}

/** The output error that a system error at `path` amounts to; anything else as it is. */
export function toOutputError(error: unknown, path: string): unknown {
  if (error instanceof OutputError || systemCode(error) === '') return error
  return new OutputError(isFull(error) ? 'full' : 'unwritable', `${path}: ${systemReason(error)}`, '', error)
}
