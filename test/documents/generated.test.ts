import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jsonSchema } from '../../src/scenario/schema/json-schema.ts'
import { scenarioReference } from '../../src/scenario/schema/reference.ts'

/** The documents that are made from the program; `UPDATE_DOCUMENTS=1 npx vitest run test/documents` makes them again. */
const GENERATED: Readonly<Record<string, () => string>> = {
  'scenarios/REFERENCE.md': scenarioReference,
  'scenarios/scenario.schema.json': () => `${JSON.stringify(jsonSchema(), null, 2)}\n`,
}

describe('generated documents', () => {
  for (const [path, generate] of Object.entries(GENERATED)) {
    test(`${path} says what the program does`, () => {
      const text = generate()
      if (process.env.UPDATE_DOCUMENTS === '1') writeFileSync(path, text)
      expect(readFileSync(path, 'utf8')).toBe(text)
    })
  }
})
