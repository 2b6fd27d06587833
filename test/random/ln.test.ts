import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ln, negLn32 } from '../../src/random/ln.ts'
import { next32 } from '../../src/random/stream.ts'

const TOLERANCE = 1e-15

/** x and the double nearest to ln x, from 50 decimal digits (Python's decimal module). */
const LN: [x: number, expected: number][] = [
  [2.2250738585072014e-308, -708.3964185322641],
  [5e-300, -689.1660899857796],
  [1.1102230246251565e-16, -36.7368005696771],
  [1e-9, -20.72326583694641],
  [0.25, -1.3862943611198906],
  [0.24999999999999997, -1.3862943611198908],
  [0.7065, -0.3474320768575549],
  [0.7072, -0.3464417676587033],
  [0.7, -0.35667494393873245],
  [0.9, -0.10536051565782628],
  [0.99, -0.01005033585350145],
  [0.9921875, -0.007843177461025893],
  [0.9961, -0.0039076248310170765],
  [0.999999, -1.000000500029089e-6],
  [0.9999999999999999, -1.1102230246251565e-16],
  [1.0000000000000002, 2.2204460492503128e-16],
  [1.000001, 9.999994999180668e-7],
  [1.0039, 0.0038924147153438535],
  [1.0078124, 0.007782041217243766],
  [1.0078125, 0.007782140442054949],
  [1.01, 0.009950330853168092],
  [1.1, 0.09531017980432493],
  [1.4140624, 0.34646669662797397],
  [1.4140625, 0.34646676734620857],
  [1.4143, 0.34663470904431704],
  [1.5, 0.4054651081081644],
  [1.999, 0.6926470555182631],
  [3.9999999999999996, 1.3862943611198906],
  [4, 1.3862943611198906],
  [2.7, 0.9932517730102834],
  [20, 2.995732273553991],
  [3600000, 15.096444403426338],
  [1000000000000000, 34.538776394910684],
  [1.7976931348623157e308, 709.782712893384],
  [0.9857491472497435, -0.014353371302387155],
  [0.7262737608867529, -0.31982825412332594],
  [1.4764017095597806, 0.3896078500975691],
  [0.6086544300013141, -0.49650461074783697],
  [1.3038230064600338, 0.26530072304983715],
  [1.0485333753688784, 0.0473924023924508],
  [0.5869983871620602, -0.5327332067522612],
  [1.2611535997841303, 0.2320268574824296],
]

/** h and the double nearest to −ln((h + ½) / 2³²), likewise. */
const NEG_LN: [h: number, expected: number][] = [
  [0, 22.873856958478196],
  [1, 21.775244669810085],
  [2, 21.264419046044093],
  [3, 20.92794680942288],
  [5, 20.475961685679824],
  [126, 17.340467469750674],
  [127, 17.33259341331977],
  [128, 17.324780873582977],
  [255, 16.637487368274492],
  [65535, 11.09036251838276],
  [16777215, 5.545177474281886],
  [16777216, 5.545177414677241],
  [2146435072, 0.6936355808251098],
  [2148532224, 0.6926590182477269],
  [3037000499, 0.3465735904367226],
  [4278190080, 0.003913899204264476],
  [4294901760, 1.5258789061907875e-5],
  [4294967293, 5.820766093040807e-10],
  [4294967294, 3.492459655417908e-10],
  [4294967295, 1.1641532183371108e-10],
]

describe('ln', () => {
  test.each(LN)('of %d is right to 10⁻¹⁵ of itself', (x, expected) => {
    expect(Math.abs(ln(x) / expected - 1)).toBeLessThan(TOLERANCE)
  })

  test('of 1 is 0', () => {
    expect(ln(1)).toBe(0)
  })

  test('agrees with Math.log everywhere', () => {
    const normal = fc.double({ min: 2 ** -1022, noNaN: true, noDefaultInfinity: true })
    const nearOne = fc.double({ min: 0.98, max: 1.02, noNaN: true })
    fc.assert(
      fc.property(fc.oneof(normal, nearOne), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(TOLERANCE * Math.abs(Math.log(x)))
      }),
      { numRuns: 20_000 },
    )
  })
})

describe('negLn32', () => {
  test.each(NEG_LN)('of %d is right to 10⁻¹⁵ of itself', (h, expected) => {
    expect(Math.abs(negLn32(h) / expected - 1)).toBeLessThan(TOLERANCE)
  })

  test('agrees with ln', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (h) => {
        const expected = -ln((h + 0.5) * 2 ** -32)
        expect(Math.abs(negLn32(h) - expected)).toBeLessThanOrEqual(2 * TOLERANCE * expected)
      }),
      { numRuns: 20_000 },
    )
  })

  test('does not rise with h', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 2 ** 32 - 2 })), (h) => {
        expect(negLn32(h + 1)).toBeLessThan(negLn32(h))
      }),
    )
  })
})

test('200 000 logarithms have the same bits everywhere', () => {
  const words = Int32Array.of(1, 2, 3, 4)
  const value = new DataView(new ArrayBuffer(8))
  let hash = 0
  const add = (x: number): void => {
    value.setFloat64(0, x)
    hash = Math.imul(hash ^ value.getInt32(0), 16777619)
    hash = Math.imul(hash ^ value.getInt32(4), 16777619)
  }
  for (let i = 0; i < 100_000; i++) {
    const h = next32(words, 0)
    add(negLn32(h))
    add(ln((h + 1) * 2 ** ((i % 60) - 30)))
  }
  expect(hash).toBe(199246238)
})
