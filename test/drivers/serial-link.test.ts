import { expect, it, onTestFinished } from 'vitest';
import { type Milliseconds, monotonicMs } from '../../device/contract/units.ts';
import { SerialLink } from '../../device/drivers/serial/serial-link.ts';
import type { ByteLineListener, LineFault } from '../../device/ports/byte-line.ts';
import type { Clock } from '../../device/ports/clock.ts';
import { systemClock } from '../../device/system-clock.ts';
import { describeWith } from '../support/parts.ts';
import { PtyPair } from '../support/pty.ts';

/** A link at the near end, and what it told. */
class LinkAtWork implements ByteLineListener {
  readonly told: ('up' | LineFault)[] = [];
  received = '';
  readonly link: SerialLink;

  constructor(path: string, clock: Clock = systemClock) {
    this.link = new SerialLink({ path, baudRate: 9_600 }, clock, this);
    onTestFinished(() => this.link.stop());
    this.link.start();
  }

  lineUp(): void {
    this.told.push('up');
  }

  bytesReceived(bytes: Uint8Array): void {
    this.received += Buffer.from(bytes).toString('latin1');
  }

  lineDown(code: LineFault): void {
    this.told.push(code);
  }

  /** Resolves when this was the last thing told. */
  async tells(last: 'up' | LineFault): Promise<void> {
    await expect.poll(() => this.told.at(-1), { timeout: 10_000, interval: 5 }).toBe(last);
  }
}

/** The machine's, which the test may put forward, and what was waited for by it. */
class LeapingClock implements Clock {
  leapMs = 0;
  readonly waits: number[] = [];

  wallMs() {
    return systemClock.wallMs();
  }

  monotonicMs() {
    return monotonicMs(systemClock.monotonicMs() + this.leapMs);
  }

  after(delay: Milliseconds, action: () => void) {
    this.waits.push(delay);
    return systemClock.after(delay, action);
  }
}

describeWith(['socat'], 'a serial line', () => {
  it('carries bytes both ways', async () => {
    const pty = await PtyPair.start();
    let heard = '';
    const send = await pty.openFar((bytes) => {
      heard += bytes.toString('latin1');
    });
    const near = new LinkAtWork(pty.near);
    await near.tells('up');
    near.link.write(Buffer.from('to the device', 'latin1'));
    send(Buffer.from('\x00\xff to the box', 'latin1'));
    await expect.poll(() => heard).toBe('to the device');
    await expect.poll(() => near.received).toBe('\x00\xff to the box');
  });

  it('that is not there is told once for each try, and is up when it is plugged in', async () => {
    const pty = PtyPair.unplugged();
    const near = new LinkAtWork(pty.near);
    await near.tells('line-absent');
    near.link.write(Buffer.from('lost'));
    await pty.plugIn();
    await near.tells('up');
    expect(new Set(near.told)).toEqual(new Set(['line-absent', 'up']));
  });

  it('that is pulled out at any moment is told as lost, and comes up again by itself', async () => {
    const pty = await PtyPair.start();
    const near = new LinkAtWork(pty.near);
    for (let time = 0; time < 3; time++) {
      await near.tells('up');
      await pty.unplug();
      await expect.poll(() => near.told.includes('line-lost')).toBe(true);
      near.told.length = 0;
      await pty.plugIn();
    }
    await near.tells('up');
    const send = await pty.openFar();
    send(Buffer.from('again'));
    await expect.poll(() => near.received).toBe('again');
  });

  it('with a loose contact comes up ever later, and soon again once it has held for 5 s', async () => {
    const pty = await PtyPair.start();
    const clock = new LeapingClock();
    const near = new LinkAtWork(pty.near, clock);
    const firstWaits: number[] = [];
    for (const heldMs of [0, 0, 5_000]) {
      await near.tells('up');
      clock.leapMs += heldMs;
      clock.waits.length = 0;
      await pty.unplug();
      await expect.poll(() => clock.waits.length).toBeGreaterThan(0);
      firstWaits.push(clock.waits[0] ?? 0);
      await pty.plugIn();
    }
    const [first = 0, second = 0, third = 0] = firstWaits;
    expect([first, third]).toEqual([250, 250]);
    expect(second).toBeGreaterThan(first);
  });

  it('that nobody reads at the far end holds nobody up', async () => {
    const pty = await PtyPair.start();
    const near = new LinkAtWork(pty.near);
    await near.tells('up');
    const from = systemClock.monotonicMs();
    for (let n = 0; n < 10_000; n++) near.link.write(Buffer.alloc(100, n));
    expect(systemClock.monotonicMs() - from).toBeLessThan(1_000);
    await expect.poll(() => near.told.includes('line-lost'), { timeout: 5_000 }).toBe(true);
  });

  it('that is stopped has sent what was written before', async () => {
    const pty = await PtyPair.start();
    const frames: string[] = [];
    await pty.openFar((bytes) => frames.push(bytes.toString()));
    for (let time = 0; time < 20; time++) {
      const near = new LinkAtWork(pty.near);
      await near.tells('up');
      for (const frame of ['<one>', '<two>']) near.link.write(Buffer.from(frame));
      await near.link.stop();
      await expect.poll(() => frames.join('')).toBe('<one><two>'.repeat(time + 1));
    }
  });

  it('is let go when it is stopped, so that another can open it', async () => {
    const pty = await PtyPair.start();
    const first = new LinkAtWork(pty.near);
    await first.tells('up');
    const second = new LinkAtWork(pty.near);
    await second.tells('line-refused');
    await first.link.stop();
    await second.tells('up');
    expect(first.told).toEqual(['up']);
  });
});
