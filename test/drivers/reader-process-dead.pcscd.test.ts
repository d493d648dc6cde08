import { expect, it } from 'vitest';
import { systemClock } from '../../device/system-clock.ts';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { readerAtWork } from './pcsc-at-work.ts';
import { readerProcess, readerProcesses } from './reader-process.ts';

describeWith(bedParts, 'when the reader process is lost', () => {
  it('replaces one that was killed, and reads cards again', async () => {
    await PcscdBed.start();
    const front = readerAtWork();
    const slot = new VirtualReader(FIRST_SLOT);
    await front.becomes('ready');
    const killed = readerProcess();
    process.kill(killed, 'SIGKILL');
    expect(await front.becomes('faulted')).toMatchObject({ faultCode: 'reader-process-dead' });
    await front.becomes('ready');
    expect(readerProcess()).not.toBe(killed);
    await front.tap(slot, '04A1B2C3D4E5F6');
  });

  it('kills one that hangs after 3 s of silence, replaces it, and reads cards again', async () => {
    await PcscdBed.start();
    const front = readerAtWork();
    await front.becomes('ready');
    const hung = readerProcess();
    const hungAt = systemClock.monotonicMs();
    process.kill(hung, 'SIGSTOP');
    expect(await front.becomes('faulted')).toMatchObject({ faultCode: 'reader-process-hung' });
    // It last said that it lives up to 500 ms before.
    expect(systemClock.monotonicMs() - hungAt).toBeGreaterThan(2_400);
    await front.becomes('ready');
    expect(readerProcesses()).not.toContain(hung);
    await front.tap(new VirtualReader(FIRST_SLOT), '04A1B2C3D4E5F6');
  });

  it('stops within a second while the reader process hangs', async () => {
    await PcscdBed.start();
    const front = readerAtWork();
    await front.becomes('ready');
    process.kill(readerProcess(), 'SIGSTOP');
    const before = systemClock.monotonicMs();
    await front.reader.stop();
    expect(systemClock.monotonicMs() - before).toBeLessThan(1_000);
    expect(readerProcesses()).toEqual([]);
  });
});
