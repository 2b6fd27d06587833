import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type CsvRow, columnsOf, csvChunks } from '../../src/export/csv.ts'
import { parseCsv } from '../helpers/parse-csv.ts'

const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/

function csv(rows: Iterable<CsvRow>): string {
  return [...csvChunks([...columnsOf('text', ['name']), ...columnsOf('share', ['share'])], rows)].join('')
}

describe('CSV', () => {
  it('has a header and LF line ends, also without rows', () => {
    expect(csv([])).toBe('name,share\n')
    expect(csv([['a', 0.5]])).toBe('name,share\na,0.500000\n')
  })

  it('writes each format with its digits and NaN as an empty cell', () => {
    const columns = [...columnsOf('count', ['n']), ...columnsOf('share', ['s']), ...columnsOf('hours', ['h'])]
    expect(
      [
        ...csvChunks(columns, [
          [12, 1 / 3, 2 / 3],
          [0, 1, Number.NaN],
        ]),
      ].join(''),
    ).toBe('n,s,h\n12,0.333333,0.6667\n0,1.000000,\n')
  })

  test.prop([fc.array(fc.tuple(cell(), cell()), { maxLength: 30 })])(
    'writes a cell the same whatever stands above it',
    (rows) => {
      const alone = rows.map((row) => csv([row]).slice('name,share\n'.length))
      expect(csv(rows)).toBe(`name,share\n${alone.join('')}`)
    },
  )

  it('keeps a negative number a number and defuses text that looks like one', () => {
    expect(csv([['-5', -5]])).toBe("name,share\n'-5,-5.000000\n")
  })

  test.prop([fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.constant(0)))])(
    'reads back as what was written, formulas defused',
    (rows) => {
      const read = parseCsv(csv(rows)).slice(1)
      expect(read.map(([name]) => name)).toEqual(rows.map(([name]) => (FORMULA.test(name) ? `'${name}` : name)))
    },
  )

  it('quotes a text that needs it, and no other', () => {
    const written = (text: string) => csv([[text, 0]]).slice('name,share\n'.length, -',0.000000\n'.length)
    expect(written('a,b')).toBe('"a,b"')
    expect(written('a "b"')).toBe('"a ""b"""')
    expect(written('a\nb')).toBe('"a\nb"')
    for (const plain of ['2026-03-06T18:00:00+01:00', 'field phones', 'Zürich', '']) expect(written(plain)).toBe(plain)
  })

  it('comes in pieces and pulls rows only as they are needed', () => {
    let pulled = 0
    const endless = (function* (): Generator<CsvRow> {
      for (;;) yield [`row ${pulled++}`, 0]
    })()
    const chunks = csvChunks([...columnsOf('text', ['name']), ...columnsOf('share', ['share'])], endless)
    chunks.next()
    expect(pulled).toBe(0)
    chunks.next()
    expect(pulled).toBe(1000)
  })
})

/** Few values, so that rows repeat one another; some are alike without being the same. */
function cell(): fc.Arbitrary<string | number> {
  return fc.constantFrom<string | number>(0, -0, '0', 1, '1', Number.NaN, 'NaN', '', -5, '-5', 'a,b')
}
