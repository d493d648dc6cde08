import { err, ok, type Result } from '../../device/contract/result.ts';
import { DAYS_WANTED, readDays } from './days.ts';

/** Of `office new` and `office re-key`. */
export const officeOptions = {
  folder: { type: 'string' },
  config: { type: 'string' },
  out: { type: 'string' },
  'passphrase-file': { type: 'string' },
  qr: { type: 'string' },
  days: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export type OfficeArguments = {
  readonly folder: string;
  /** The bundle's file. */
  readonly out: string;
  readonly config: string | null;
  readonly passphraseFile: string | null;
  readonly qr: string | null;
  readonly days: number;
};

type Given = { readonly [name in Exclude<keyof typeof officeOptions, 'json'>]?: string };

export function officeArguments(given: Given): Result<OfficeArguments, { code: 'usage'; detail: string }> {
  const wrong = (detail: string) => err({ code: 'usage', detail } as const);
  const { folder, out, config = null, 'passphrase-file': passphraseFile = null, qr = null } = given;
  if (folder === undefined) return wrong('Whose? --folder is missing.');
  if (out === undefined) return wrong('Where to? --out FILE is missing.');
  const days = readDays(given.days);
  return days === null ? wrong(DAYS_WANTED) : ok({ folder, out, config, passphraseFile, qr, days });
}
