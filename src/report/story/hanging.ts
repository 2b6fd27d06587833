import { wrap } from '../text-block.ts'

/** Text that hangs beside a label: its lines begin at column `by`. */
export function hanging(label: string, text: string, width: number, by: number): string[] {
  return wrap(text, width - by).map((line, index) => (index === 0 ? label : '').padEnd(by) + line)
}
