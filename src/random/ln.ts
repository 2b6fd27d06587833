/**
 * Natural logarithms with the same bits on every machine; `Math.log` may differ in the last bit between engines.
 *
 * x = 2ᵉ·m with m in [1, 2). The top 7 bits of m choose an r near 1/m, a multiple of 2⁻¹², so that z = m·r − 1 has no
 * rounding error worth the name, and ln x = e·ln 2 − ln r + ln(1 + z) with |z| < 2⁻⁷. From m = √2 up, e counts one more
 * and r doubles, so that nothing cancels just below 1; in the first and last cell r is 1, so that ln r is 0 around 1.
 */
const CELLS = 128
/** The first cell beyond √2. */
const UPPER = 53
const { LN2 } = Math

/** r for the m in [1, 2) of each cell: in the upper cells half the r that the logarithm belongs to. */
const reciprocal = new Float64Array(CELLS)
/** −ln r, of the doubled r in the upper cells. */
const offset = new Float64Array(CELLS)
/** 2^(e − 31), which takes a 32-bit number with e leading zeros to [1, 2). */
const scale = new Float64Array(33)

for (let cell = 0; cell < CELLS; cell++) {
  const middle = 1 + (cell + 0.5) / CELLS
  const r = cell === 0 ? 1 : cell === CELLS - 1 ? 0.5 : Math.floor(4096 / middle + 0.5) / 4096
  reciprocal[cell] = r
  offset[cell] = -lnSeries(cell < UPPER ? r : 2 * r)
}
scale[0] = 2 ** -31
for (let e = 1; e <= 32; e++) scale[e] = 2 * scale[e - 1]!

const float = new Float64Array(1)
const halves = new Uint32Array(float.buffer)

/** The index of a double's upper half; 0 on the rare big-endian machine. */
const HIGH = highHalf()

/** Natural logarithm of a normal x > 0; relative error below 10⁻¹⁵, also around 1. ln 1 is 0. */
export function ln(x: number): number {
  float[0] = x
  const high = halves[HIGH]!
  const cell = (high >>> 13) & (CELLS - 1)
  const e = (high >>> 20) - 1023 + isUpper(cell)
  const r = reciprocal[cell]! * 2 ** -20
  // Both products are exact: 21 and 32 bits by 12.
  const z = ((high & 0xfffff) | 0x100000) * r - 1 + halves[1 - HIGH]! * 2 ** -32 * r
  return e * LN2 + (offset[cell]! + ln1p(z))
}

/**
 * −ln((h + ½) / 2³²) for 32 unsigned bits h: an exponential variate of mean 1, decreasing in h.
 *
 * Relative error below 10⁻¹⁵; between 1.16·10⁻¹⁰ and 22.9.
 */
export function negLn32(h: number): number {
  const e = Math.clz32(h)
  // The added half matters to the cell when h is below 128.
  const cell = (((h << e) | ((1 << e) >>> 1)) >>> 24) & (CELLS - 1)
  const z = (h + 0.5) * scale[e]! * reciprocal[cell]! - 1
  return (e + 1 - isUpper(cell)) * LN2 - (offset[cell]! + ln1p(z))
}

/** 1 for the cells beyond √2, else 0, without a branch. */
function isUpper(cell: number): number {
  return (UPPER - 1 - cell) >>> 31
}

/** ln(1 + z) for |z| ≤ 2⁻⁷: Taylor to z⁸, paired so that the multiplications overlap. */
function ln1p(z: number): number {
  const z2 = z * z
  const low = z * (1 / 3) - 1 / 2
  const middle = z * (1 / 5) - 1 / 4
  const top = z * (1 / 7) - 1 / 6 - z2 * (1 / 8)
  return z + z2 * (low + z2 * (middle + z2 * top))
}

/** ln r near 1 as 2·artanh((r − 1)/(r + 1)), to the 25th power. */
function lnSeries(r: number): number {
  const w = (r - 1) / (r + 1)
  let sum = 0
  for (let k = 25; k >= 1; k -= 2) sum = sum * w * w + 1 / k
  return 2 * w * sum
}

function highHalf(): 0 | 1 {
  float[0] = 1
  return halves[1] === 0 ? 0 : 1
}
