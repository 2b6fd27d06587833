import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLAIMS } from './claims.ts'
import { readComment } from './comment.ts'
import { figuresOf } from './figures.ts'
import { load, play, textOf } from './play.ts'

/** `UPDATE_GOLDEN=1 npx vitest run test/golden` records the figures anew; look at the difference before you keep it. */
const update = process.env.UPDATE_GOLDEN === '1'

/**
 * What holds of every shipped scenario. A test file calls it for the scenarios whose headlines it tests, so that they
 * share their runs.
 */
export function recorded(names: readonly string[]): void {
  describe.each(names)('the scenario %s', (name) => {
    it('gives its recorded figures', async () => {
      const figures = figuresOf((await play(name)).summary)
      const file = `test/golden/${name}.json`
      if (update) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`)
      expect(figures).toEqual(JSON.parse(readFileSync(file, 'utf8')))
    })

    it('suggests overrides that work and change something', () => {
      const { suggestions } = readComment(name)
      expect(suggestions.length).toBeGreaterThan(0)
      const { document } = load(name)
      for (const { set } of suggestions) expect(load(name, set).document, set.join(' ')).not.toEqual(document)
    })

    it('says what it shows, its source and its assumptions', () => {
      const [first, ...header] = textOf(name).split('\nname:')[0]!.split('\n')
      expect(first).toBe('# yaml-language-server: $schema=./scenario.schema.json')
      for (const part of ['What it shows:', 'What to try:', 'Source:']) {
        expect(header.filter((line) => line.startsWith(`# ${part}`))).toHaveLength(1)
      }
    })

    it.each(CLAIMS[name]!)('says $says', async ({ says, claimed, value, within }) => {
      const { text, suggestions } = readComment(name)
      const suggestion = suggestions.find(({ note }) => note.includes(says))
      if (suggestion === undefined) expect(text).toContain(says)
      const found = value(await play(name, suggestion?.set), await play(name))
      expect(Math.abs(found - claimed), `${found}`).toBeLessThanOrEqual((within ?? 0.1) * Math.abs(claimed))
    })

    it('stands in the table of scenarios', () => {
      expect(readFileSync('scenarios/README.md', 'utf8')).toContain(`[${name}](${name}.yaml)`)
    })
  })
}
