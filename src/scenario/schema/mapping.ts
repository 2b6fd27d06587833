import * as z from 'zod'

/**
 * A mapping with these keys and no others. The message of a refused key lists the known ones; `issues.ts` takes the
 * nearest from it.
 */
export function mapping<const Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined) })
}
