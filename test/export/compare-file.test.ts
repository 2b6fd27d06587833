import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareFile, openComparison } from '../../src/export/compare-file.ts'
import { damageOf } from '../../src/export/file-damage.ts'
import { temporaryFolders } from '../helpers/temporary-folder.ts'

const temporaryFolder = temporaryFolders()
const EXPECTED = ['a,b\n', '1,2\n3,4\n', '5,6\n']

async function compare(found: string) {
  const path = join(temporaryFolder(), 'file.csv')
  writeFileSync(path, found)
  return compareFile(path, EXPECTED)
}

describe('comparing a file with what it should hold', () => {
  it('finds no difference in the same bytes', async () => {
    expect(await compare(EXPECTED.join(''))).toBeNull()
  })

  it('names the first line that differs, in any piece', async () => {
    expect(await compare('a,c\n1,2\n3,4\n5,6\n')).toEqual({ line: 1, found: 'a,c', expected: 'a,b' })
    expect(await compare('a,b\n1,2\n3,5\n5,6\n')).toEqual({ line: 3, found: '3,5', expected: '3,4' })
    expect(await compare('a,b\r\n1,2\n3,4\n5,6\n')).toMatchObject({ line: 1 })
  })

  it('sees a missing and an additional end', async () => {
    expect(await compare('a,b\n1,2\n')).toEqual({ line: 3, found: null, expected: '3,4' })
    expect(await compare(`${EXPECTED.join('')}7,8\n`)).toEqual({ line: 5, found: '7,8', expected: null })
  })

  it('stops between two pieces, with the reason of an interruption', async () => {
    const path = join(temporaryFolder(), 'file.csv')
    writeFileSync(path, EXPECTED.join(''))
    const controller = new AbortController()
    let pieces = 0
    function* text() {
      for (const piece of EXPECTED) {
        if (++pieces === 2) controller.abort(130)
        yield piece
      }
    }
    await expect(compareFile(path, text(), controller.signal)).rejects.toBe(130)
    expect(pieces).toBe(2)
    const files = [{ name: 'file.csv', size: EXPECTED.join('').length, sha256: '' }]
    await expect(damageOf(dirname(path), files, controller.signal)).rejects.toBe(130)
  })

  it('goes on with text that comes later, and passes over what follows the first difference', async () => {
    const path = join(temporaryFolder(), 'file.csv')
    writeFileSync(path, 'a,b\n1,2\n')
    const comparison = await openComparison(path)
    await comparison.write('a,b\n')
    expect(comparison.differs).toBe(false)
    await comparison.write('1,3\n')
    await comparison.write('5,6\n')
    expect(comparison.differs).toBe(true)
    expect(await comparison.finish()).toEqual({ line: 2, found: '1,2', expected: '1,3' })
    await comparison.close()
  })
})
