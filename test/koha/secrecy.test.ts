import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PRIVATE_VALUES } from '../../device/simulator/koha/koha-patrons.ts';
import type { KohaTrouble } from '../../device/simulator/koha/simulated-koha.ts';
import { ACCOUNT, KohaAtWork } from './koha-at-work.ts';

const CARD_NUMBER = 'LIB-90817263544';
const PIN = '83127490';
const WRONG_PIN = '5550173';

const SECRETS = [
  ...[CARD_NUMBER, PIN, WRONG_PIN, ACCOUNT.password, ACCOUNT.clientSecret],
  ...Object.values(PRIVATE_VALUES),
];

const TROUBLES: readonly (KohaTrouble | null)[] = [
  ...[null, 'dropping', 'cut', 'server-error', 'garbage', 'huge', 'redirecting', 'login-refused', 'forbidden'],
  ...['another-card', 'everybody', 'redacted', 'old'],
] as const;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('names, addresses, card numbers and PINs', () => {
  it.each(TROUBLES)('are in no answer, no status and nothing written (%s)', async (trouble) => {
    const written: unknown[] = [];
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text) => written.push(text) > 0);
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, level).mockImplementation((...words) => void written.push(words));
    const emitWarning = vi.spyOn(process, 'emitWarning');

    const work = await KohaAtWork.ready();
    work.koha.putPatron({ cardNumber: CARD_NUMBER, pin: PIN });
    if (trouble !== null) work.koha.breakDown(trouble);
    const told: unknown[] = [];
    const tell = (value: unknown) => told.push(JSON.stringify(value), inspect(value, { depth: 10, showHidden: true }));
    for (const pin of [null, PIN, WRONG_PIN, '']) {
      tell(await work.ask(CARD_NUMBER, pin));
      tell(work.directory.status());
      tell(work.directory);
    }
    const everything = [...told, ...work.statuses, ...written.map(String), ...emitWarning.mock.calls.map(String)].join(
      '\n',
    );
    expect(told.length).toBe(24);
    expect(SECRETS.filter((secret) => everything.includes(secret))).toEqual([]);
  });

  it('are sent by the simulated Koha as by a real one, so that this means something', async () => {
    const work = await KohaAtWork.ready();
    work.koha.putPatron({ cardNumber: CARD_NUMBER, pin: PIN });
    const query = encodeURIComponent(JSON.stringify({ cardnumber: CARD_NUMBER }));
    const sent = await fetch(`${work.koha.url}/api/v1/patrons?q=${query}`, {
      headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT.user}:${ACCOUNT.password}`).toString('base64')}` },
    });
    const body = await sent.text();
    expect(Object.values(PRIVATE_VALUES).filter((value) => !body.includes(value))).toEqual([]);
    expect(body).toContain(CARD_NUMBER);
  });
});
