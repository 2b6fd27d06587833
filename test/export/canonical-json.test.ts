import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { canonicalJson } from '../../src/export/canonical-json.ts'

it('sorts the keys of every object and keeps the order of lists', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }, 2], a: undefined, A: 'x' })).toBe('{"A":"x","b":[{"c":null,"d":1},2]}')
})

test.prop([fc.dictionary(fc.string(), fc.jsonValue())])('does not depend on the order of keys', (object) => {
  const reversed = Object.fromEntries(Object.entries(object).reverse())
  expect(canonicalJson(reversed)).toBe(canonicalJson(object))
})

test.prop([fc.jsonValue({ noUnicodeString: false })])('reads back as the same data', (value) => {
  expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
})
