import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readIdentity } from '../../device/broker/identity.ts';
import { type Certificate, CertificateAuthority } from '../support/certificates.ts';
import { guardedBroker } from '../support/guarded-broker.ts';
import { describeWith } from '../support/parts.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { linkTo, passes, untilReady } from './linked.ts';

const DAY = 86_400_000;
const NAME = 'allmanna/kontor-1';

/** The broker of the examples, and where the box of these tests has its files. */
async function brokerAndFiles() {
  const { broker, authority } = await guardedBroker();
  const folder = tempFolder();
  const files = { ca: join(folder, 'trusted'), certificate: join(folder, 'box.crt'), key: join(folder, 'box.key') };
  copyFileSync(authority.certificateFile, files.ca);
  const install = ({ certificateFile, keyFile }: Certificate) => {
    copyFileSync(keyFile, files.key);
    copyFileSync(certificateFile, files.certificate);
  };
  return { broker, authority, files, install };
}

describeWith(['mosquitto', 'openssl'], 'a box that the broker knows by a certificate', () => {
  test('is let in, and told 30 days before that ends; one that is renewed is taken up without a restart', async () => {
    const { broker, authority, files, install } = await brokerAndFiles();
    install(await authority.sign({ commonName: NAME, days: 40 }));
    const linked = linkTo(broker.url, { identity: () => readIdentity(files) });
    linked.clock.setWall(Date.now());
    linked.start();
    await untilReady(linked);
    expect(linked.statuses.at(-1)?.warningCode).toBeUndefined();
    linked.clock.setWall(Date.now() + 11 * DAY);
    await passes(linked, 13);
    await expect.poll(() => linked.events.map(({ type }) => type)).toContain('broker-certificate-expires');
    await expect
      .poll(() => linked.statuses.at(-1))
      .toMatchObject({ state: 'ready', warningCode: 'broker-certificate-expires' });
    install(await authority.sign({ commonName: NAME, days: 400 }));
    await passes(linked, 13);
    await expect.poll(() => linked.statuses.at(-1)?.warningCode).toBeUndefined();
    expect(linked.state()).toBe('ready');
    // In good order: the link was never lost.
    expect(linked.statuses.map(({ state }) => state)).not.toContain('faulted');
  });

  test('is not let in by the certificate of another authority, nor without one', async () => {
    const { broker, files, install } = await brokerAndFiles();
    const stranger = await CertificateAuthority.create('Somebody else');
    install(await stranger.sign({ commonName: NAME }));
    const linked = linkTo(broker.url, { identity: () => readIdentity(files) });
    linked.start();
    await expect.poll(() => linked.state(), { timeout: 5_000 }).toBe('faulted');
    const nameless = linkTo(broker.url, { identity: () => readIdentity({ ca: files.ca }) });
    nameless.start();
    await expect.poll(() => nameless.state(), { timeout: 5_000 }).toBe('faulted');
  });

  test('trusts no broker but those of the authority that it was given', async () => {
    const { broker, authority, files, install } = await brokerAndFiles();
    install(await authority.sign({ commonName: NAME }));
    writeFileSync(files.ca, (await CertificateAuthority.create('Somebody else')).cert);
    const linked = linkTo(broker.url, { identity: () => readIdentity(files) });
    linked.start();
    await expect.poll(() => linked.fault(), { timeout: 5_000 }).toBe('broker-untrusted');
  });

  test('whose files cannot be read says so, and goes on trying', async () => {
    const { broker, authority, files, install } = await brokerAndFiles();
    install(await authority.sign({ commonName: NAME }));
    rmSync(files.key);
    const linked = linkTo(broker.url, { identity: () => readIdentity(files) });
    linked.start();
    await expect.poll(() => linked.fault()).toBe('broker-identity-unreadable');
    writeFileSync(files.certificate, 'no certificate');
    expect(readIdentity(files)).toMatchObject({ ok: false });
    install(await authority.sign({ commonName: NAME }));
    await untilReady(linked);
  });
});
