import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareFile, openComparison } from '../../src/export/compare-file.ts'
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
