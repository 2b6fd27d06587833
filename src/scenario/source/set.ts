import { isMap, isScalar, isSeq, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { Origin, Path, Problem } from '../words/diagnostic.ts'
import { parseSource } from './source.ts'

/** The tree of a scenario, and where the parts of it come from that are not in the file. */
export interface Tree {
  root: YAMLMap
  /** Nodes put in from outside, with the name to show instead of the file's. */
  readonly origins: Map<Node, Origin>
}

const FORM = 'PATH=VALUE, such as change.apns.uploads.0.at=+8h'

/**
 * Puts a value into the tree before it is checked: `path.to.0.field=VALUE`, the value as YAML. List items are named by their
 * number or, where they have one, by their name (`fleet.kiosks.devices`); the number after the last appends. Mappings and
 * lists that are missing on the way are made. Returns what is wrong with the assignment itself.
 */
export function applySet(tree: Tree, assignment: string): readonly Problem[] {
  const split = assignment.indexOf('=')
  const steps = assignment.slice(0, Math.max(split, 0)).trim().split('.')
  const text = assignment.slice(split + 1)
  if (split < 1 || steps.includes(''))
    return [misplaced({ label: '--set', text: assignment }, [], 'is not an assignment', FORM)]
  const origin: Origin = { label: `--set ${steps.join('.')}`, text }
  const value = parseSource(text)
  if (value.problems.length > 0)
    return value.problems.map(({ code, message, hint = '' }) => ({ ...misplaced(origin, [], message, '', hint), code }))
  const node = value.root ?? new Scalar(null)
  tree.origins.set(node, origin)
  return place(tree, steps, node, origin)
}

/** Puts text into a field of the document's root, under the name of the option it came from. */
export function applyOption(tree: Tree, key: string, value: string, label: string): void {
  const node = new Scalar(value)
  tree.origins.set(node, { label, text: value })
  tree.root.set(tree.root.items.find((pair) => keyOf(pair) === key)?.key ?? new Scalar(key), node)
}

/** A seed of digits only is text as well, every digit of it. */
export function readSeedAsText({ root }: Tree): void {
  const seed = root.items.find((pair) => keyOf(pair) === 'seed')?.value
  if (isScalar(seed) && typeof seed.value === 'number' && /^[0-9]+$/.test(seed.source ?? '')) seed.value = seed.source
}

function place(tree: Tree, steps: readonly string[], value: Node, origin: Origin): readonly Problem[] {
  let here: YAMLMap | YAMLSeq = tree.root
  const path: (string | number)[] = []
  for (const [depth, step] of steps.entries()) {
    const key = isSeq(here) ? indexOf(here, step) : step
    if (key === null)
      return [
        misplaced(
          origin,
          path,
          `has no item ${step}`,
          `a number from 0 to ${here.items.length}, or the name of an item`,
        ),
      ]
    path.push(key)
    const last = depth === steps.length - 1
    const next = last ? value : (childOf(here, key) ?? made(tree, steps[depth + 1]!, origin))
    if (!last && !isMap(next) && !isSeq(next)) {
      return [
        misplaced(
          origin,
          path,
          'is a single value, it has no fields',
          '',
          `set it as a whole: --set '${steps.slice(0, depth + 1).join('.')}={ ... }'`,
        ),
      ]
    }
    put(tree, here, key, next, origin)
    if (isMap(next) || isSeq(next)) here = next
  }
  return []
}

function put(tree: Tree, here: YAMLMap | YAMLSeq, key: string | number, value: Node, origin: Origin): void {
  if (isSeq(here)) {
    here.items[key as number] = value
    return
  }
  const pair = here.items.find((pair) => keyOf(pair) === key)
  if (pair !== undefined) {
    pair.value = value
    return
  }
  const node = new Scalar(key)
  tree.origins.set(node, origin)
  here.items.push(new Pair(node, value))
}

function made(tree: Tree, nextStep: string, origin: Origin): YAMLMap | YAMLSeq {
  const node = /^[0-9]+$/.test(nextStep) ? new YAMLSeq() : new YAMLMap()
  tree.origins.set(node, origin)
  return node
}

function childOf(here: YAMLMap | YAMLSeq, key: string | number): Node | null {
  const child = isSeq(here) ? here.items[key as number] : here.items.find((pair) => keyOf(pair) === key)?.value
  return child === undefined || child === null || (isScalar(child) && child.value === null) ? null : (child as Node)
}

function indexOf(list: YAMLSeq, step: string): number | null {
  if (/^(0|[1-9][0-9]{0,5})$/.test(step)) return Number(step) <= list.items.length ? Number(step) : null
  const index = list.items.findIndex((item) => isMap(item) && [item.get('cohort'), item.get('name')].includes(step))
  return index < 0 ? null : index
}

function keyOf(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key)
}

function misplaced(origin: Origin, path: Path, message: string, allowed = '', hint = ''): Problem {
  return { code: 'bad-override', path, message, allowed, hint, origin }
}
