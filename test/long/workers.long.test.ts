import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { bash } from '../helpers/command.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const folder = temporaryFolders()

test.each(['hybrid-to-intune', 'office365-coexistence', 'certificate-expiry'])(
  'every file of %s has the same bytes for one worker, and for two, three, four, eight and sixteen',
  async (name) => {
    const cwd = folder()
    const scenario = resolve('scenarios', `${name}.yaml`)
    const files: string[] = []
    for (const workers of [1, 2, 3, 4, 8, 16]) {
      const line = `$HANDOVER run '${scenario}' --workers ${workers} --devices --quiet --out out-${workers}`
      const ended = await bash(line, cwd)
      expect([0, 99], ended.stderr).toContain(ended.code)
      const manifest = JSON.parse(readFileSync(join(cwd, `out-${workers}`, 'manifest.json'), 'utf8'))
      files.push(JSON.stringify(manifest.files))
    }
    expect(new Set(files).size).toBe(1)
    expect(files[0]).toContain('devices.csv')
  },
)
