import { expect, test } from 'vitest';
import { Mosquitto } from '../support/mosquitto.ts';
import { describeWith } from '../support/parts.ts';
import { ABox, aDesk, central } from './a-desk.ts';
import { BoxKey } from './an-office.ts';

async function sentTo(answer: Parameters<typeof ABox.at>[2], ...more: readonly string[]) {
  const [broker, desk] = [await Mosquitto.start(), await aDesk()];
  const box = await ABox.at(broker.url, desk.publicKey, answer);
  return central(
    'send',
    '--broker',
    broker.url,
    ...desk.key,
    'lock-down',
    '--door',
    'd',
    '--box-key',
    box.keyFile,
    ...more,
  );
}

describeWith(['mosquitto'], 'a receipt', () => {
  test.each([
    ['signed by somebody else', (signed: string) => new BoxKey().sign(signed)],
    [
      'signed by somebody else in the box’s name',
      (signed: string, box: BoxKey) => ({ ...new BoxKey().sign(signed), key: box.publicKey }),
    ],
    ['with a text that was changed', (signed: string, box: BoxKey) => ({ ...box.sign(`${signed} `), signed })],
  ])('a receipt %s is worth nothing: it ends with 76', async (_what, forge) => {
    const { exit, noted } = await sentTo((receipt, { key }) => forge(JSON.stringify(receipt), key), '--wait', '1');
    expect(exit).toBe(76);
    expect(noted).toContain(
      'A receipt came that allmanna/kontor-1 did not sign. Whether lock-down was carried out is not known.',
    );
  });

  test('a forged one does not keep the box’s own from being heard', async () => {
    const { exit } = await sentTo((receipt, box) => {
      void box.tell(new BoxKey().sign(JSON.stringify({ ...receipt, outcome: 'refused', reason: 'expired' })));
      return box.key.sign(JSON.stringify(receipt));
    });
    expect(exit).toBe(0);
  });
});
