import { expect, it, onTestFinished } from 'vitest';
import type { LineProfile } from '../../device/drivers/line-reader/line-profile.ts';
import { LineReader } from '../../device/drivers/line-reader/line-reader.ts';
import { SerialLink } from '../../device/drivers/serial/serial-link.ts';
import type { Clock } from '../../device/ports/clock.ts';
import { systemClock } from '../../device/system-clock.ts';
import { describeWith } from '../support/parts.ts';
import { PtyPair } from '../support/pty.ts';
import { RecordedSource } from './recorded-source.ts';

/** A minute ahead of the settling time, so that no test waits for it; timers run in real time. */
class SettledClock implements Clock {
  #aheadMs = 0;
  wallMs = systemClock.wallMs;
  after = systemClock.after;
  monotonicMs = () => (systemClock.monotonicMs() + this.#aheadMs) as ReturnType<Clock['monotonicMs']>;

  skip(ms: number): void {
    this.#aheadMs += ms;
  }
}

async function startScanner(profile: LineProfile, pty: PtyPair) {
  const clock = new SettledClock();
  const source = new RecordedSource();
  const reader = new LineReader({
    makeLine: (listener) => new SerialLink({ path: pty.near, baudRate: 9_600 }, systemClock, listener),
    clock,
    profile,
    listener: source,
  });
  onTestFinished(() => reader.stop());
  reader.start();
  await expect.poll(() => source.statuses.at(-1), soon).toBe('ready');
  clock.skip(60_000);
  return { source, clock };
}

const soon = { timeout: 10_000, interval: 5 };
const bytesOf = (text: string) => Buffer.from(text, 'utf8');

describeWith(['socat'], 'a scanner behind a real serial line', () => {
  it.each([
    ['cr', '\r'],
    ['lf', '\n'],
    ['crlf', '\r\n'],
    [{ idleGapMs: 100 }, ''],
  ] as const)('is read when it ends its lines by %j', async (terminator, end) => {
    const pty = await PtyPair.start();
    const { source } = await startScanner({ kind: 'barcode', terminator, stripCodabar: true, checkDigit: 'luhn' }, pty);
    const send = await pty.openFar();
    send(bytesOf(`A30234000517861B${end}`));
    await expect.poll(() => source.told, soon).toContain('+30234000517861');
    await expect.poll(() => source.told.at(-1), soon).toBe('-');
    send(bytesOf(`A33191000105864B${end}`));
    await expect.poll(() => source.told, soon).toContain('+33191000105864');
  });

  it('is read when its bytes come one by one', async () => {
    const pty = await PtyPair.start();
    const { source } = await startScanner({ kind: 'qr', terminator: 'crlf' }, pty);
    const send = await pty.openFar();
    for (const byte of bytesOf('https://example.se/kort/åäö\r\n')) send(Uint8Array.of(byte));
    await expect.poll(() => source.told, soon).toEqual(['+https://example.se/kort/åäö']);
  });

  it('that is pulled and put back reads on, and what was half read is forgotten', async () => {
    const pty = await PtyPair.start();
    const { source, clock } = await startScanner({ kind: 'barcode', terminator: 'cr' }, pty);
    const send = await pty.openFar();
    send(bytesOf('123'));
    await pty.unplug();
    await expect.poll(() => source.statuses.at(-1), soon).toBe('absent line-absent');
    await pty.plugIn();
    await expect.poll(() => source.statuses.at(-1), soon).toBe('ready');
    clock.skip(60_000);
    const sendAgain = await pty.openFar();
    sendAgain(bytesOf('456\r'));
    await expect.poll(() => source.told.filter((told) => told.startsWith('+')), soon).toEqual(['+456']);
  });
});
