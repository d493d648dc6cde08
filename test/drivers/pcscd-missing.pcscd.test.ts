import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { FIRST_NAME, readerAtWork, readersAtWork } from './pcsc-at-work.ts';
import { readerProcess, readerProcesses } from './reader-process.ts';

describeWith(bedParts, 'when there is no pcscd', () => {
  it('says so with a stable code, and holds the controller up at no time (I1)', async () => {
    await PcscdBed.prepare();
    const loop = monitorEventLoopDelay({ resolution: 10 });
    loop.enable();
    const front = readerAtWork();
    expect(front.reader.status().state).toBe('starting');
    expect(await front.becomes('absent')).toMatchObject({ faultCode: 'pcscd-unreachable' });
    // Some two seconds, in which it is tried again several times.
    await expect.poll(() => loop.count, { timeout: 10_000 }).toBeGreaterThan(200);
    expect(loop.max / 1e6).toBeLessThan(500);
    expect(front.statuses.map(({ state }) => state)).toEqual(['starting', 'absent']);
    expect(readerProcess()).toBeGreaterThan(0);
  });

  it('finds the reader when pcscd is started later', async () => {
    const pcscd = await PcscdBed.prepare();
    const front = readerAtWork();
    await front.becomes('absent');
    await pcscd.start();
    expect(await front.becomes('ready')).toMatchObject({ detail: FIRST_NAME });
    await front.tap(new VirtualReader(FIRST_SLOT), '04A1B2C3D4E5F6');
  });

  it('starts no process when no PC/SC reader is in the config', () => {
    expect(readersAtWork([])).toEqual([]);
    expect(readerProcesses()).toEqual([]);
  });

  it('leaves no process behind when it is stopped', async () => {
    await PcscdBed.prepare();
    const front = readerAtWork();
    await front.becomes('absent');
    await front.reader.stop();
    expect(readerProcesses()).toEqual([]);
  });
});
