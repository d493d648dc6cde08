import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { describeWith } from '../support/parts.ts';
import { FIRST_SLOT } from '../support/pcscd.ts';
import { bedParts, PcscdBed } from '../support/pcscd-bed.ts';
import { VirtualReader } from '../support/virtual-reader.ts';
import { cardWith } from '../support/virtual-slot.ts';
import { keyFile, knownAs } from './pcsc-at-work.ts';

const entry = fileURLToPath(new URL('../../device/drivers/pcsc/pcsc-child.ts', import.meta.url));

/** The reader process on its own, with all that it lets out: messages, and what it writes. */
async function listenToReaderProcess() {
  const child = fork(entry, [keyFile()], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  onTestFinished(async () => {
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  });
  const heard = { messages: [] as unknown[], text: '' };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => (heard.text += bytes));
  child.on('message', (message) => {
    heard.messages.push(message);
    heard.text += JSON.stringify(message);
  });
  await expect.poll(() => heard.text, { timeout: 10_000 }).toContain('"readers"');
  return heard;
}

/** Each way in which a UID could be written down, in lower case. */
function spellings(uid: string): string[] {
  const bytes = Buffer.from(uid, 'hex');
  const both = [bytes, Buffer.from(bytes).reverse()];
  return both.flatMap((order) => [
    order.toString('hex'),
    BigInt(`0x${order.toString('hex')}`).toString(),
    order.toString('base64').replaceAll('=', '').toLowerCase(),
    order.toString('base64url').toLowerCase(),
    ...[':', '-', ' ', ','].map((separator) => order.toString('hex').replace(/..(?=.)/g, `$&${separator}`)),
    [...order].join(','),
    order.toString('latin1').toLowerCase(),
  ]);
}

describeWith(bedParts, 'the reader process', () => {
  it.each(['04A1B2C3', '04A1B2C3D4E5F6', '04A1B2C3D4E5F6A7B8C9', '04A1B2C3D4'])(
    'lets no trace of the UID %s out, in any spelling (I4)',
    async (uid) => {
      await PcscdBed.start();
      const heard = await listenToReaderProcess();
      const slot = new VirtualReader(FIRST_SLOT);
      await slot.put(cardWith(uid));
      await expect.poll(() => heard.text).toMatch(/card-(presented|unreadable)/);
      await slot.remove();
      await expect.poll(() => heard.text).toContain('card-removed');
      for (const spelling of spellings(uid)) expect(heard.text.toLowerCase()).not.toContain(spelling);
      const wellFormed = uid.length !== 10;
      if (wellFormed) expect(heard.text).toContain(knownAs(uid).hash);
    },
  );

  it('ends by itself when the controller is gone', async () => {
    const child = fork(entry, [keyFile()], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await once(child, 'message');
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  });
});
