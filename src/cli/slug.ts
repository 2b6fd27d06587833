import { basename } from 'node:path'

/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** The name of a scenario's output folder, `[a-z0-9-]{1,64}`, made from its file name without the ending. */
export function slugOf(file: string): string {
  const slug = basename(file)
    .replace(/\.(ya?ml|json)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '')
  return slug === '' || RESERVED.test(slug) ? `scenario${slug === '' ? '' : `-${slug}`}` : slug
}
