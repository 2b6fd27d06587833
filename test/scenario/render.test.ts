import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/scenario/words/diagnostic.ts'
import { formatPath } from '../../src/scenario/words/diagnostic.ts'
import { renderDiagnostic } from '../../src/scenario/words/render.ts'

const problem: Diagnostic = {
  code: 'bad-duration',
  severity: 'error',
  file: 'plan.yaml',
  line: 3,
  column: 7,
  path: 'poll.interval',
  value: '8 hrs',
  message: 'is not a duration',
  allowed: 'a duration such as 8h',
  hint: 'write 8h',
}

describe('a rendered diagnostic', () => {
  it('has place, severity, path, message, value, what is allowed and a hint in one line', () => {
    expect(renderDiagnostic(problem)).toBe(
      'plan.yaml:3:7: error: poll.interval: is not a duration (value 8 hrs); allowed: a duration such as 8h; write 8h',
    )
  })

  it('leaves out what there is none of', () => {
    expect(
      renderDiagnostic({
        ...problem,
        file: '--set poll',
        line: 0,
        column: 0,
        path: '',
        value: '',
        allowed: '',
        hint: '',
      }),
    ).toBe('--set poll: error: is not a duration')
  })

  it('ends with its code where a scenario may silence it', () => {
    const finding = { ...problem, allowed: '', value: '', path: 'change.at', message: 'is on a Friday evening' }
    expect(renderDiagnostic({ ...finding, code: 'outside-working-hours', severity: 'warning', hint: 'wait' })).toBe(
      'plan.yaml:3:7: warning: change.at: is on a Friday evening; wait [outside-working-hours]',
    )
    expect(renderDiagnostic({ ...finding, code: 'prerequisites', severity: 'note', hint: '' })).toBe(
      'plan.yaml:3:7: note: change.at: is on a Friday evening [prerequisites]',
    )
  })

  test.prop([fc.string({ unit: 'binary' })])(
    'has no control character and no mark that reorders or hides text',
    (text) => {
      const line = renderDiagnostic({ ...problem, value: `\u001b]8;;x\u0007${text}\u202e`, file: text })
      expect(line).not.toMatch(/\p{Cc}|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u)
    },
  )
})

describe('a path', () => {
  it('is written with dots and brackets, and quotes where a key is no plain word', () => {
    expect(formatPath(['fleet', 2, 'profiles', 'same-name'])).toBe('fleet[2].profiles.same-name')
    expect(formatPath(['change', 'settingsReady', 'wave 1', 'vpn'])).toBe('change.settingsReady["wave 1"].vpn')
    expect(formatPath([])).toBe('')
  })
})
