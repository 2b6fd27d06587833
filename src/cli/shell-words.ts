import { withoutControls } from '../scenario/words/render.ts'

/** Arguments as they may be pasted into a POSIX shell. */
export function shellWords(args: readonly string[]): string {
  return args
    .map((arg) => withoutControls(arg))
    .map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`))
    .join(' ')
}
