import { expect, it } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { readerAtWork } from './pcsc-at-work.ts';

describeWith(bedParts, 'when pcscd hangs', () => {
  it('says so within ten seconds, and reads cards again when pcscd goes on', async () => {
    const pcscd = await PcscdBed.start();
    const front = readerAtWork();
    await front.becomes('ready');
    pcscd.pause();
    await expect.poll(() => front.reader.status().state, { timeout: 10_000 }).not.toBe('ready');
    pcscd.resume();
    await front.becomes('ready', 20_000);
    await front.tap(new VirtualReader(FIRST_SLOT), '04A1B2C3D4E5F6');
  }, 60_000);
});
