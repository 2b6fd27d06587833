/** Hours with the four digits that every file has. */
export function roundHours(hours: number): number {
  return round(hours, 4)
}

/** A share with the six digits that every file has. */
export function roundShare(share: number): number {
  return round(share, 6)
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
