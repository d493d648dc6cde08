/** `1 dag`, `14 dagar`. */
export function days(count: number): string {
  return count === 1 ? '1 dag' : `${count} dagar`;
}

/** `1 day`, `14 days`. */
export function daysInEnglish(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** `1 timme`, `24 timmar`. */
export function hours(count: number): string {
  return count === 1 ? '1 timme' : `${count} timmar`;
}

/** `1 gång`, `20 gånger`. */
export function times(count: number): string {
  return count === 1 ? '1 gång' : `${count} gånger`;
}
