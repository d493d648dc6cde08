import { z } from 'zod';
import type { FeedOffice } from '../../../device/contract/feed/topics.ts';
import { OperatorId } from '../../../device/contract/ids.ts';
import { err, ok, type Result } from '../../../device/contract/result.ts';
import { parse } from '../../command-line/parse-arguments.ts';
import { readJsonFile } from '../../files/text-file.ts';
import { type BrokerAccess, brokerOptions, readBrokerAccess } from '../broker/broker-access.ts';
import { LocalDays } from '../offices/local-day.ts';
import { isTarget, readTarget } from '../parse-options.ts';

const options = {
  ...brokerOptions,
  data: { type: 'string' },
  port: { type: 'string', default: '0' },
  operator: { type: 'string' },
  share: { type: 'string' },
  keys: { type: 'string' },
  'accept-log': { type: 'string', multiple: true },
  forget: { type: 'string', multiple: true },
  'keep-days': { type: 'string', default: '400' },
  'time-zone': { type: 'string', default: 'Europe/Stockholm' },
} as const;

export type BoardOrder = {
  readonly access: BrokerAccess;
  readonly data: string;
  readonly port: number;
  readonly operator: string | null;
  readonly share: string | null;
  readonly keys: ReadonlyMap<string, string>;
  /** Offices whose key and log are taken anew, as of a box that was replaced. */
  readonly acceptLog: readonly string[];
  /** Offices that are shown no longer. */
  readonly forget: readonly FeedOffice[];
  readonly keepDays: number;
  readonly days: LocalDays;
};

type Fault = { readonly code: 'wrong' | 'file-unreadable' | 'file-malformed'; readonly detail: string };

const Keys = z.record(
  z.string().refine(isTarget, 'operator/office'),
  z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'base64 of 32 bytes'),
);

export function readBoardOrder(args: readonly string[]): Result<BoardOrder, Fault> {
  const parsed = parse(args, options);
  if ('wrong' in parsed) return wrong(parsed.wrong);
  const { values } = parsed;
  const { data, operator = null, share = null, 'accept-log': acceptLog = [] } = values;
  const forget = (values.forget ?? []).map(readTarget);
  if (data === undefined) return wrong('Where is what is heard kept? --data FOLDER is missing.');
  if (operator !== null && !OperatorId.safeParse(operator).success) return wrong('--operator: the id of one operator.');
  if (share !== null && !/^[\w-]{1,60}$/.test(share)) return wrong('--share: letters, digits and hyphens.');
  if (!acceptLog.every(isTarget)) return wrong('--accept-log OPERATOR/OFFICE.');
  if (!forget.every((office) => office !== null)) return wrong('--forget OPERATOR/OFFICE.');
  const port = readNumber(values.port, 0, 65_535);
  if (port === null) return wrong('--port: 0 to 65535.');
  const keepDays = readNumber(values['keep-days'], 1, 36_500);
  if (keepDays === null) return wrong('--keep-days: a number of days, from 1.');
  const days = LocalDays.in(values['time-zone']);
  if (!days.ok) return wrong('--time-zone: one of the IANA time zone database.');
  const access = readBrokerAccess(values);
  if (!access.ok) return access;
  const keys = values.keys === undefined ? ok({}) : readJsonFile(values.keys, Keys);
  if (!keys.ok) return keys;
  return ok({
    ...{ access: access.value, data, port, operator, share, acceptLog, forget, keepDays },
    ...{ keys: new Map(Object.entries(keys.value)), days: days.value },
  });
}

function readNumber(text: string, least: number, most: number): number | null {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : -1;
  return number >= least && number <= most ? number : null;
}

function wrong(detail: string): Result<never, Fault> {
  return err({ code: 'wrong', detail });
}
