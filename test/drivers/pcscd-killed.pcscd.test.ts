import { expect, it } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { readerAtWork } from './pcsc-at-work.ts';
import { readerProcess } from './reader-process.ts';

describeWith(bedParts, 'when pcscd is killed', () => {
  it('says that it is gone, and reads cards again once it is back, time after time', async () => {
    const pcscd = await PcscdBed.start();
    const front = readerAtWork();
    const slot = new VirtualReader(FIRST_SLOT);
    await front.becomes('ready');
    const child = readerProcess();
    await front.tap(slot, '04A1B2C3D4E5F6');
    for (const uid of ['04A1B2C3D4E5F7', '04A1B2C3D4E5F8']) {
      await pcscd.kill();
      expect(await front.becomes('absent')).toMatchObject({ faultCode: 'pcscd-unreachable' });
      await pcscd.start();
      expect(await front.becomes('ready')).not.toHaveProperty('faultCode');
      await front.tap(slot, uid);
    }
    expect(front.cards).toHaveLength(3);
    expect(readerProcess()).toBe(child);
  });

  it('does the same when pcscd is stopped in order', async () => {
    const pcscd = await PcscdBed.start();
    const front = readerAtWork();
    await front.becomes('ready');
    await pcscd.stop();
    await front.becomes('absent');
    await pcscd.start();
    await front.becomes('ready');
    await front.tap(new VirtualReader(FIRST_SLOT), '04A1B2C3D4E5F6');
  });
});
