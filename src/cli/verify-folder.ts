import { join } from 'node:path'
import { damageOf } from '../export/file-damage.ts'
import { readManifest } from '../export/manifest.ts'
import { formatNumber } from '../report/format.ts'
import { withoutControls } from '../scenario/words/render.ts'
import type { Io } from './io.ts'
import { type Finding, replay } from './replay.ts'
import { VERSION } from './version.ts'

/** What the command line asks of a verification. */
export interface VerifyRequest {
  readonly json: boolean
  /** Bytes. */
  readonly maxMemory: number | undefined
}

/** Checks and replays an output folder, prints what differs and returns whether nothing does. */
export async function verifyFolder(folder: string, { json, maxMemory }: VerifyRequest, io: Io): Promise<boolean> {
  const manifest = await readManifest(folder)
  if (manifest.version !== VERSION) {
    io.stderr.write(
      `warning: ${folder} was written by handover ${manifest.version}; this is ${VERSION}, and results may differ\n`,
    )
  }
  const damaged = await damageOf(folder, manifest.files, io.signal)
  const seen = damaged.map(({ file, problem }) => ({ file, problem }))
  const findings: Finding[] = [...seen, ...(await replay(folder, manifest, damaged, maxMemory, io))]
  if (json) {
    const { version, fingerprint } = manifest
    io.stdout.write(
      `${JSON.stringify({ folder, version, fingerprint, same: findings.length === 0, findings }, null, 2)}\n`,
    )
  } else {
    for (const { file, problem } of findings)
      io.stdout.write(withoutControls(`${join(folder, file)}: ${problem}`).concat('\n'))
    const files = formatNumber(manifest.files.length, 'file')
    const said =
      findings.length === 0 ? `the replay gives the same ${files}` : formatNumber(findings.length, 'difference')
    io.stdout.write(`${withoutControls(folder)}: ${said}, fingerprint ${manifest.fingerprint}\n`)
  }
  return findings.length === 0
}
