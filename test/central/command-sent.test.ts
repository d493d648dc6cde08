import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plainPolicy } from '../../device/contract/policy.ts';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABox, aDesk, central } from './a-desk.ts';

async function deskAndBox(...args: Parameters<typeof ABox.at> extends [string, string, ...infer Rest] ? Rest : never) {
  const [broker, desk] = [await Mosquitto.start(), await aDesk()];
  const box = await ABox.at(broker.url, desk.publicKey, ...args);
  const send = (...command: readonly string[]) =>
    central('send', '--broker', broker.url, ...desk.key, ...command, '--box-key', box.keyFile);
  return { broker, desk, box, send };
}

const HASH = 'ab'.repeat(16);

describeWith(['mosquitto'], 'a command that is sent', () => {
  test('a command is done, and the box’s own word for it is told', async () => {
    const { box, send } = await deskAndBox();
    const { exit, said } = await send('open-once', '--door', 'entrance');
    expect(exit).toBe(0);
    expect(said).toMatch(/^allmanna\/kontor-1 has done open-once at .* \(signed by the box\)\.$/);
    expect(box.heard[0]?.order.command).toEqual({ type: 'open-once', door: 'entrance' });
  });

  test.each([
    [
      ['hold-open', '--door', 'd', '--until', '2026-11-30T18:00:00+01:00'],
      { type: 'hold-open', door: 'd', until: '2026-11-30T18:00:00+01:00' },
    ],
    [['lock-down', '--door', 'd'], { type: 'lock-down', door: 'd' }],
    [['end-lock-down', '--door', 'd'], { type: 'end-lock-down', door: 'd' }],
    [
      ['block-credentials', '--version', '4', '--credential', HASH, '--why', 'lost'],
      { type: 'block-credentials', version: 4, credentials: [HASH], why: 'lost' },
    ],
    [
      ['unblock-credentials', '--version', '5', '--credential', HASH],
      { type: 'unblock-credentials', version: 5, credentials: [HASH] },
    ],
    [
      ['announce', '--text', 'sv=Stängt = i dag', '--text', 'en=Closed'],
      { type: 'announce', texts: { sv: 'Stängt = i dag', en: 'Closed' }, until: null },
    ],
    [['announce', '--withdraw'], { type: 'announce', texts: null, until: null }],
    [['request-muster'], { type: 'request-muster' }],
    [
      ['set-count', '--present', '7', '--reason', 'counted-by-eye'],
      { type: 'set-count', present: 7, reason: 'counted-by-eye' },
    ],
  ])('%j', async (args, command) => {
    const { box, send } = await deskAndBox();
    expect((await send(...args)).exit).toBe(0);
    expect(box.heard[0]?.order.command).toEqual(command);
  });

  test('rules go from a file', async () => {
    const { desk, box, send } = await deskAndBox();
    const policy = plainPolicy('open', 'Mo-Fr 08:00-18:00');
    writeFileSync(desk.file('policy.json'), JSON.stringify(policy));
    expect((await send('replace-policy', '--policy', desk.file('policy.json'))).exit).toBe(0);
    expect(box.heard[0]?.order.command).toEqual({ type: 'replace-policy', policy });
  });

  test('it goes no longer than it lives: 30 s, or what was asked for of those that may live long', async () => {
    const { box, send } = await deskAndBox();
    await send('open-once', '--door', 'entrance', '--valid-for', '7d');
    await send('announce', '--withdraw', '--valid-for', '2h');
    await send('announce', '--withdraw', '--valid-for', '90d');
    const lives = box.heard.map(({ order }) => (Date.parse(order.expiresAt) - Date.parse(order.issuedAt)) / 1000);
    expect(lives).toEqual([30, 7_200, 30 * 86_400]);
    expect(box.heard[0]?.expiry).toBeGreaterThan(20);
    expect(box.heard[0]?.expiry).toBeLessThanOrEqual(30);
    expect(box.heard.map(({ order }) => order.sequence)).toEqual(
      box.heard.map(({ order }) => Date.parse(order.issuedAt)),
    );
  });

  test('to an office that is online it goes once', async () => {
    const { box, send } = await deskAndBox();
    await box.office.say('status', { status: 'online' }, { seq: 1 });
    const { exit, noted } = await send('open-once', '--door', 'entrance');
    expect(exit).toBe(0);
    expect(noted).not.toContain('sent again');
    expect(box.heard).toHaveLength(1);
  });

  test('it is waited for as long as was asked for, be it a month', async () => {
    const { send } = await deskAndBox();
    expect((await send('announce', '--withdraw', '--valid-for', '30d', '--wait', '30d')).exit).toBe(0);
  });

  test('what the box refuses ends with 1 and its reason', async () => {
    const { send } = await deskAndBox((receipt, { key }) =>
      key.sign(JSON.stringify({ ...receipt, outcome: 'refused', reason: 'door-unknown' })),
    );
    const { exit, said } = await send('open-once', '--door', 'nowhere');
    expect({ exit, said }).toEqual({
      exit: 1,
      said: 'allmanna/kontor-1 refused open-once: door-unknown (signed by the box).',
    });
  });

  test('without the box’s key it says that nobody verified the receipt', async () => {
    const { broker, desk } = await deskAndBox();
    const { exit, said } = await central('send', '--broker', broker.url, ...desk.key, 'request-muster');
    expect(exit).toBe(0);
    expect(said).toContain('its signature was not verified: give --box-key');
  });

  test('with --json one object is told, muster and all', async () => {
    const muster = { present: 4, quality: 'counted', areas: [], list: null };
    const { send } = await deskAndBox((receipt, { key }) => key.sign(JSON.stringify({ ...receipt, muster })));
    const { said } = await send('request-muster', '--json');
    expect(JSON.parse(said)).toMatchObject({
      ...{ outcome: 'done', target: 'allmanna/kontor-1', key: 'duty-desk', signature: 'right' },
      receipt: { command: 'request-muster', muster },
    });
  });

  test('a file that was signed before is sent as it is, byte for byte', async () => {
    const { broker, desk, box } = await deskAndBox();
    const out = desk.file('command.json');
    expect((await central('sign', ...desk.key, 'announce', '--text', 'sv=Hej', '--out', out)).exit).toBe(0);
    const { exit } = await central('send', '--broker', broker.url, '--file', out, '--box-key', box.keyFile);
    expect(exit).toBe(0);
    expect(box.heard.map(({ text }) => text)).toEqual([readFileSync(out, 'utf8')]);
  });

  test('the receipt of another command is not taken for this one’s', async () => {
    const { send } = await deskAndBox((receipt, { key }) => {
      if (receipt.command === 'open-once') return null;
      return key.sign(JSON.stringify({ ...receipt, sequence: receipt.sequence - 1 }));
    });
    expect((await send('request-muster', '--wait', '1')).exit).toBe(75);
  });
});
