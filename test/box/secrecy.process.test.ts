import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { expect, test, vi } from 'vitest';
import { Health } from '../../device/contract/api.ts';
import { ControllerProcess } from '../support/controller-process.ts';
import { alwaysOpen } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Every way in which these bytes could be written down. */
function spellings(hex: string): string[] {
  const bytes = Buffer.from(hex, 'hex');
  const orders = [bytes, Buffer.from(bytes).reverse()];
  return orders.flatMap((order) => {
    const digits = order.toString('hex');
    const pairs = digits.match(/../g) ?? [];
    return [
      digits,
      digits.toUpperCase(),
      ...[':', '-', ' '].flatMap((between) => [pairs.join(between), pairs.join(between).toUpperCase()]),
      BigInt(`0x${digits}`).toString(),
      order.toString('base64').replace(/=+$/, ''),
      order.toString('base64url'),
      [...order].join(','),
      order.toString('latin1'),
    ];
  });
}

const codes = { uid: '04A1B2C3D4E5F6', barcode: 'BIBL-7731-9925-04', qr: 'kort:5f6e7d8c9bA0' };
const needles = [...spellings(codes.uid), codes.barcode, codes.qr].flatMap((text) => [
  Buffer.from(text, 'latin1'),
  Buffer.from(text, 'utf8'),
  Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '')),
  Buffer.from(Buffer.from(text, 'utf8').toString('hex')),
]);

function found(where: Record<string, Buffer>): string[] {
  return Object.entries(where).flatMap(([name, bytes]) =>
    needles.filter((needle) => bytes.includes(needle)).map((needle) => `${name}: ${needle}`),
  );
}

/** What a screen gets: the snapshot and the beginning of its event stream. */
async function screenSees(box: ControllerProcess, answers: string[]): Promise<void> {
  const url = await box.url();
  const token = readFileSync(join(box.folder, 'kiosk-token'), 'utf8');
  const entered = await fetch(`${url}?token=${token}`, { redirect: 'manual' });
  const headers = { cookie: entered.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
  answers.push(await (await fetch(`${url}api/snapshot`, { headers })).text());
  const events = await fetch(`${url}api/events`, { headers });
  const first = await events.body?.getReader().read();
  answers.push(Buffer.from(first?.value ?? []).toString());
  expect(answers.at(-1)).toContain('event: snapshot');
}

function filesOf(folder: string): Record<string, Buffer> {
  const names = readdirSync(folder).filter((name) => name !== 'credential.key');
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
}

test('a raw card number is in no file, log, answer, event or published message, however it is spelt (I4)', async () => {
  const folder = tempFolder();
  const box = new ControllerProcess({ folder, config: { ...alwaysOpen, broker: { mode: 'embedded' } } });
  const { broker } = Health.parse(await box.said('broker-connected').then(() => box.get('/api/health')));
  const published: Buffer[] = [];
  const subscriber = await mqtt.connectAsync(broker.detail ?? '');
  subscriber.on('message', (topic, payload) => published.push(Buffer.from(topic), payload));
  await subscriber.subscribeAsync('#');
  const answers: string[] = [];
  const present = async (body: unknown) => {
    answers.push(await (await box.post('/sim/readers/front/present', body)).text());
    answers.push(JSON.stringify(await box.get('/api/health')));
  };
  await present({ uid: codes.uid });
  await present({ uid: codes.uid.toLowerCase() });
  await present({ barcode: codes.barcode });
  await present({ qr: codes.qr });
  await present({ uid: `${codes.uid}00` });
  await vi.waitFor(() => expect(published.length / 2).toBeGreaterThanOrEqual(5));
  await screenSees(box, answers);
  const whileRunning = filesOf(folder);
  expect(Object.keys(whileRunning)).toContain('kiosk.sqlite-wal');
  expect(found(whileRunning)).toEqual([]);
  expect(await box.stop()).toBe(0);
  expect(found(filesOf(folder))).toEqual([]);
  expect(box.lines.filter(({ event }) => event === 'access-granted')).toHaveLength(4);
  expect(found({ output: Buffer.from(box.output()), stderr: Buffer.from(box.stderr) })).toEqual([]);
  expect(found({ answers: Buffer.from(answers.join('\n')), published: Buffer.concat(published) })).toEqual([]);
  await subscriber.endAsync(true);
});

test('the search finds what is there to be found', () => {
  for (const text of spellings(codes.uid)) expect(found({ file: Buffer.from(`x${text}y`, 'latin1') })).not.toEqual([]);
});
