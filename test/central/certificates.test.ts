import { expect, test } from 'vitest';
import { CertificateAuthority } from '../support/certificates.ts';
import { guardedBroker } from '../support/guarded-broker.ts';
import { describeWith } from '../support/parts.ts';
import { ABoard } from './a-board.ts';
import { aDesk, central } from './a-desk.ts';

describeWith(['mosquitto', 'openssl'], 'a broker that wants a certificate of central staff', () => {
  test('lets in the board and the duty desk by theirs', async () => {
    const { broker, authority } = await guardedBroker();
    const { certificateFile, keyFile } = await authority.sign({ commonName: 'central' });
    const identity = ['--ca', authority.certificateFile, '--cert', certificateFile, '--cert-key', keyFile];
    const board = await ABoard.on([broker.url], identity);
    await board.connected();
    const desk = await aDesk();
    const sent = await central(
      'send',
      '--broker',
      broker.url,
      ...identity,
      ...desk.key,
      'request-muster',
      '--wait',
      '1',
    );
    // It was taken by the broker; there is no box that would answer.
    expect(sent).toMatchObject({ exit: 75 });
  });

  test('lets in nobody by the certificate of somebody else', async () => {
    const { broker, authority } = await guardedBroker();
    const stranger = await CertificateAuthority.create('Somebody else');
    const { certificateFile, keyFile } = await stranger.sign({ commonName: 'central' });
    const identity = ['--ca', authority.certificateFile, '--cert', certificateFile, '--cert-key', keyFile];
    const desk = await aDesk();
    expect(await central('send', '--broker', broker.url, ...identity, ...desk.key, 'request-muster')).toMatchObject({
      exit: 69,
    });
  });
});
