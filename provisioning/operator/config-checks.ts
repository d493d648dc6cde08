import OpeningHours from 'opening_hours';
import type { Config } from '../../device/contract/config.ts';

/** As the box reads them (device/domain/opening-hours.ts): public holidays are Sweden's. */
const SWEDEN = { lat: 59.33, lon: 18.07, address: { country_code: 'se', state: '' } };

/** What a schema cannot see, and a box would refuse to start with. Null when all is well. */
export function unreadableTimes({ office, policy, sound }: Config): string | null {
  const texts = [
    ...policy.slots.map(({ hours }) => hours),
    ...(policy.cleanerHours === undefined ? [] : [policy.cleanerHours]),
    ...sound.quiet.map(({ hours }) => hours),
  ];
  const wrong = texts.find((text) => hoursProblem(text) !== null);
  if (wrong !== undefined) return `opening hours “${wrong}”: ${hoursProblem(wrong)}`;
  return isTimeZone(office.timeZone) ? null : `office.timeZone: ${office.timeZone} is not an IANA time zone`;
}

/** What is wrong with opening hours in OpenStreetMap's syntax; null when nothing is. */
export function hoursProblem(text: string): string | null {
  try {
    new OpeningHours(text, SWEDEN);
    return null;
  } catch (cause) {
    return String(cause);
  }
}

/** As the box takes it (device/drivers/koha/koha-address.ts): numbers and PINs go there. Null when nothing is wrong. */
export function kohaProblem({ library }: Config): string | null {
  if (library.system !== 'koha') return null;
  const url = URL.parse(library.url);
  if (url === null || !/^https?:$/.test(url.protocol)) return 'library.url: an address begins with https://';
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return 'library.url: neither a login nor a query belongs in the address';
  const isHere = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname);
  return url.protocol === 'https:' || isHere ? null : 'library.url: http:// is for 127.0.0.1 alone; use https://';
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
