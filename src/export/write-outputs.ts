import type { FileDigest } from './durable-file.ts'
import type { Exporter, ExportSource } from './exporter.ts'
import { exporters } from './exporters.ts'
import { createManifest, manifestText, type RunIdentity } from './manifest.ts'
import { OutputError } from './output-error.ts'
import type { OutputFolder } from './output-folder.ts'

/**
 * Writes every file of a run and commits the folder; the caller discards it if this fails.
 *
 * @throws {OutputError} `full` with the number of bytes that the files take
 */
export async function writeOutputs(
  folder: OutputFolder,
  source: ExportSource,
  run: RunIdentity,
  signal?: AbortSignal,
): Promise<readonly FileDigest[]> {
  const files = exporters(run.options)
  try {
    for (const exporter of files) await folder.write(exporter.file, exporter.chunks(source), signal)
    signal?.throwIfAborted()
    return await folder.commit((digests) => manifestText(createManifest(run, digests)))
  } catch (error) {
    if (!(error instanceof OutputError) || error.code !== 'full') throw error
    throw new OutputError('full', `${error.message}; the files need ${bytesOf(files, source)} bytes`, error.hint, error)
  }
}

function bytesOf(files: readonly Exporter[], source: ExportSource): number {
  let bytes = 0
  for (const exporter of files) {
    for (const chunk of exporter.chunks(source)) bytes += Buffer.byteLength(chunk)
  }
  return bytes
}
