import { expect, test } from 'vitest';
import { commandFrom, signerOf } from '../support/central.ts';
import type { Commanded } from '../support/commanded.ts';
import { withCommands } from '../support/commanded.ts';
import { describeWith } from '../support/parts.ts';
import { boxFolder, withBox } from '../support/with-box.ts';

const open = { type: 'open-once', door: 'entrance' } as const;
const announce = { type: 'announce', texts: { sv: 'Hej' }, until: null } as const;

const dropped = ({ box }: Commanded) =>
  box.journal.events.flatMap((event) => (event.type === 'command-dropped' ? [event.code] : []));

/** The door stays as it is, nothing is answered, and the journal tells why. */
async function isDropped(commanded: Commanded, code: string): Promise<void> {
  await expect.poll(() => dropped(commanded)).toContain(code);
  expect(commanded.box.strikeMoves()).toEqual([]);
  expect(commanded.receipts()).toEqual([]);
}

async function isRefused(commanded: Commanded, sequence: number, reason: string): Promise<void> {
  expect(await commanded.receipt(sequence)).toMatchObject({ outcome: 'refused', reason });
  expect(commanded.box.strikeMoves()).toEqual([]);
}

describeWith(['mosquitto'], 'not answered, and not carried out, is a command', () => {
  test('of a key that this box does not know', async () => {
    const commanded = await withCommands();
    await commanded.publish(
      commandFrom(signerOf('stranger', []), open, { sequence: 1, nowMs: commanded.box.clock.wallMs() }),
    );
    await isDropped(commanded, 'key-unknown');
  });

  test('that another key has signed in its name', async () => {
    const commanded = await withCommands();
    const issued = { sequence: 1, nowMs: commanded.box.clock.wallMs(), key: commanded.signer.id };
    await commanded.publish(commandFrom(signerOf('stranger', []), open, issued));
    await isDropped(commanded, 'signature-wrong');
  });

  test('of which one byte was changed', async () => {
    const commanded = await withCommands();
    const nowMs = commanded.box.clock.wallMs();
    const bytes = commandFrom(commanded.signer, announce, { sequence: 1, nowMs }).toString().replace('Hej', 'Nej');
    await commanded.publish(Buffer.from(bytes));
    await isDropped(commanded, 'signature-wrong');
  });

  test('that is cut short', async () => {
    const commanded = await withCommands();
    const bytes = commandFrom(commanded.signer, open, { sequence: 1, nowMs: commanded.box.clock.wallMs() });
    await commanded.publish(bytes.subarray(0, bytes.length - 1));
    await isDropped(commanded, 'command-malformed');
  });

  test('that is meant for another office', async () => {
    const commanded = await withCommands();
    await commanded.send(open, { target: 'testerna/andra' });
    await isDropped(commanded, 'target-wrong');
  });

  test('that the broker keeps for whoever comes later', async () => {
    const signer = signerOf('duty-desk', ['open-once']);
    const first = await withCommands({ signer });
    await first.publish(commandFrom(signer, open, { sequence: 5, nowMs: first.box.clock.wallMs() }), true);
    await expect.poll(() => first.receipts().length + dropped(first).length).toBe(1);
    await first.box.stop();
    const folder = boxFolder();
    const config = { broker: { mode: 'mqtt', urls: [first.broker.url] }, commandKeys: [signer.entry] };
    const box = await withBox({ folder, config, synchronised: () => true, at: first.box.clock.wallMs() });
    await expect
      .poll(() => box.journal.events.filter(({ type }) => type === 'command-dropped'))
      .toEqual([{ type: 'command-dropped', code: 'command-retained' }]);
    expect(box.strikeMoves()).toEqual([]);
  });

  test('that comes a second time, or after a newer one, over a restart too', async () => {
    const folder = boxFolder();
    const signer = signerOf('duty-desk', ['open-once', 'announce']);
    const first = await withCommands({ folder, signer });
    const nowMs = first.box.clock.wallMs();
    const copied = commandFrom(signer, announce, { sequence: 8, nowMs, lastsMs: 86_400_000 });
    await first.publish(copied);
    await first.receipt(8);
    await first.publish(copied);
    await expect.poll(() => dropped(first)).toEqual(['command-repeated']);
    first.box.clock.advance(1_000);
    await first.publish(commandFrom(signer, open, { sequence: 7, nowMs }));
    await expect.poll(() => dropped(first)).toEqual(['command-repeated', 'command-repeated']);
    expect(first.receipts()).toHaveLength(1);
    await first.box.stop();
    const second = await withCommands({ folder, signer, at: nowMs });
    await second.publish(copied);
    await isDropped(second, 'command-repeated');
  });
});

describeWith(['mosquitto'], 'a flood of nonsense', () => {
  test('fills no journal, and the next good command is carried out', async () => {
    const commanded = await withCommands();
    for (let n = 0; n < 300; n++) await commanded.publish(Buffer.from('nonsense'));
    await expect.poll(() => dropped(commanded)).toEqual(['command-malformed']);
    expect(await commanded.receipt(await commanded.send(announce))).toMatchObject({ outcome: 'done' });
    expect(dropped(commanded)).toEqual(['command-malformed']);
  });
});

describeWith(['mosquitto'], 'refused, and told why in a signed receipt, is a command', () => {
  test('that its key has no right to', async () => {
    const commanded = await withCommands({ rights: ['announce'] });
    await isRefused(commanded, await commanded.send(open), 'not-allowed');
  });

  test('whose time is over', async () => {
    const commanded = await withCommands();
    const issuedMs = commanded.box.clock.wallMs() - 30_000;
    await isRefused(commanded, await commanded.send(open, { issuedMs }), 'expired');
  });

  test('of a time that is yet to come', async () => {
    const commanded = await withCommands();
    const issuedMs = commanded.box.clock.wallMs() + 5_001;
    await isRefused(commanded, await commanded.send(open, { issuedMs }), 'not-yet-valid');
  });

  test('for a door, that would live longer than half a minute', async () => {
    const commanded = await withCommands();
    await isRefused(commanded, await commanded.send(open, { lastsMs: 30_001 }), 'lives-too-long');
  });

  test('for a door, while nobody vouches for the clock of this box', async () => {
    for (const synchronised of [() => false, () => null]) {
      const commanded = await withCommands({ synchronised });
      await isRefused(commanded, await commanded.send(open), 'clock-unsynchronised');
      expect(await commanded.receipt(await commanded.send(announce))).toMatchObject({ outcome: 'done' });
    }
  });

  test('for a door that there is not', async () => {
    const commanded = await withCommands();
    await isRefused(commanded, await commanded.send({ ...open, door: 'back' }), 'door-unknown');
  });

  test('while the fire alarm is on', async () => {
    const commanded = await withCommands({ config: { fireInput: { driver: 'simulated' } } });
    await commanded.box.request('POST', '/sim/fire', { active: true });
    await isRefused(commanded, await commanded.send(open), 'fire-alarm');
  });

  test('that this program does not know', async () => {
    const commanded = await withCommands();
    const sequence = await commanded.send({ type: 'sing', song: 'Idas sommarvisa' });
    expect(await commanded.receipt(sequence)).toMatchObject({ command: null, reason: 'command-malformed' });
  });

  test('that holds a door open for more than a day, or until a time that is over', async () => {
    const commanded = await withCommands();
    for (const ms of [0, 86_400_001]) {
      const until = new Date(commanded.box.clock.wallMs() + ms).toISOString();
      const sequence = await commanded.send({ type: 'hold-open', door: 'entrance', until });
      await isRefused(commanded, sequence, 'until-out-of-range');
    }
  });
});
