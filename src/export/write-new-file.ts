import { rm } from 'node:fs/promises'
import { writeDurably } from './durable-file.ts'
import { OutputError, systemCode, toOutputError } from './output-error.ts'

/**
 * Writes a file that does not exist yet.
 *
 * @throws {OutputError} `refused` when it does, `unwritable` or `full` when the system says no
 */
export async function writeNewFile(path: string, text: string): Promise<void> {
  try {
    await writeDurably(path, [text])
  } catch (error) {
    if (systemCode(error) === 'EEXIST')
      throw new OutputError('refused', `${path}: exists already`, 'Give another name.')
    await rm(path, { force: true })
    throw toOutputError(error, path)
  }
}
