import type { DetailText } from './detail-text.ts'
import type { FileDigest } from './durable-file.ts'
import { EVENTS_CSV } from './events-csv.ts'
import type { ExportSource } from './exporter.ts'
import { EXPORTERS, fileNames } from './exporters.ts'
import { createManifest, manifestText, type RunIdentity } from './manifest.ts'
import { OutputError } from './output-error.ts'
import type { OutputFile, OutputFolder } from './output-folder.ts'
import { bytesOf } from './text-bytes.ts'

/** What has been written of single devices while the run went on. */
export interface WrittenDetails {
  readonly text: DetailText
  /** `devices.csv`, all its text written; `null`: not wanted. */
  readonly devices: OutputFile | null
}

/**
 * Writes every file of a run that is not written yet and commits the folder; the caller discards it if this fails.
 *
 * @throws {OutputError} `full` with the number of bytes that the files take
 */
export async function writeOutputs(
  folder: OutputFolder,
  source: ExportSource,
  details: WrittenDetails,
  run: RunIdentity,
  signal?: AbortSignal,
): Promise<readonly FileDigest[]> {
  const names = fileNames(run.options)
  const inOrder = (files: readonly FileDigest[]) =>
    names.flatMap((name) => files.find((file) => file.name === name) ?? [])
  const texts = [
    ...(run.options.events ? [{ file: EVENTS_CSV, chunks: () => details.text.eventChunks() }] : []),
    ...EXPORTERS.map(({ file, chunks }) => ({ file, chunks: () => chunks(source) })),
  ]
  try {
    await details.devices?.finish()
    for (const { file, chunks } of texts) await folder.write(file, chunks(), signal)
    signal?.throwIfAborted()
    return inOrder(await folder.commit((files) => manifestText(createManifest(run, inOrder(files)))))
  } catch (error) {
    if (!(error instanceof OutputError) || error.code !== 'full') throw error
    const bytes = details.text.deviceBytes + texts.reduce((sum, { chunks }) => sum + bytesOf(chunks()), 0)
    throw new OutputError('full', `${error.message}; the files need ${bytes} bytes`, error.hint, error)
  }
}
