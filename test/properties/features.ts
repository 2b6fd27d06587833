/** What generated scenarios can have besides a change in place; the kinds of change first. */
export const FEATURES = [
  'in-place',
  'third-party',
  'set',
  'coexistence',
  'co-management',
  'licences',
  'new-devices',
  'certificate',
  'compliance',
  'access',
  'actions',
  'categories',
  'scep',
  'push-station',
  'help-desk',
] as const
export type Feature = (typeof FEATURES)[number]

/** The features named in a list with commas; `all` names every one. @throws Error if one is unknown */
export function featuresNamed(list = ''): readonly Feature[] {
  if (list === 'all') return FEATURES
  return list
    .split(',')
    .filter((name) => name !== '')
    .map((name) => {
      const feature = FEATURES.find((known) => known === name)
      if (feature === undefined) throw new Error(`no feature ${name}; there are ${FEATURES.join(', ')}`)
      return feature
    })
}
