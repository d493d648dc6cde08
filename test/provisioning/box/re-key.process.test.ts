import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Health } from '../../../device/contract/api.ts';
import { reKey } from '../../../provisioning/box/re-key/re-key.ts';
import type { Places } from '../../../provisioning/files/places.ts';
import { CertificateAuthority } from '../../support/certificates.ts';
import { ControllerProcess } from '../../support/controller-process.ts';
import { guardedBroker } from '../../support/guarded-broker.ts';
import { describeWith } from '../../support/parts.ts';
import { aroundWith, emptyBox, terminalOf } from './around.ts';
import { putBundle, TestOperator } from './bundles.ts';

/** The real controller on this box's files; on the machine itself they would lie below /. */
function startController(places: Places): ControllerProcess {
  const config = readFileSync(places.config, 'utf8').replaceAll('/etc/ak', places.settings);
  return new ControllerProcess({ folder: places.data, config });
}

/** A box whose unit is a real controller, as systemctl would start it anew. */
async function runningBox(places: Places) {
  let controller = startController(places);
  await controller.url();
  const { around } = aroundWith({
    async onRun(line) {
      if (line === 'systemctl restart ak-controller.service') {
        await controller.stop();
        rmSync(join(places.data, 'config.json'));
        controller = startController(places);
        await controller.url();
      }
      return line.startsWith('systemctl') ? { status: 0, output: '' } : undefined;
    },
  });
  return {
    around: { ...around, wait: (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 50))) },
    health: async () => Health.parse(await controller.get('/api/health')),
  };
}

describeWith(['mosquitto'], 'a box that runs, and a broker that asks for its certificate', () => {
  test('goes on with the later certificate, and back to the old one where the broker is of another authority', async () => {
    const { broker, authority } = await guardedBroker();
    const operator = await TestOperator.create(authority);
    const brokerUrl = broker.url;
    const { places } = emptyBox();
    putBundle(await operator.bundle({ brokerUrl }), places);
    const box = await runningBox(places);
    await expect.poll(async () => (await box.health()).broker.state).toBe('ready');
    const tokens = () => ['admin-token', 'shell-token'].map((name) => readFileSync(join(places.data, name), 'utf8'));
    const before = tokens();
    const second = { ...(await operator.bundle({ brokerUrl })), serial: 2 };
    const done = await reKey(['--root', places.root, ...(await operator.files(second))], terminalOf(), box.around);
    expect(done).toMatchObject({ exit: 0, told: { broker: 'connected' } });
    const { box: facts } = await box.health();
    expect(facts.certificate).toMatchObject({ issuer: 'Authority of a test' });
    expect(tokens().filter((token) => before.includes(token))).toEqual([]);

    const strangers = await CertificateAuthority.create('Somebody else');
    const identity = await strangers.sign({ commonName: 'kommunen/storgatan-1' });
    const third = {
      ...second,
      ...{ serial: 3, brokerAuthority: strangers.cert, brokerCertificate: identity.cert, brokerKey: identity.key },
    };
    const undone = await reKey(['--root', places.root, ...(await operator.files(third))], terminalOf(), box.around);
    expect(undone).toMatchObject({ exit: 1, told: { code: 'broker-untrusted' } });
    expect(readFileSync(places.brokerCertificate, 'utf8')).toBe(second.brokerCertificate);
    await expect.poll(async () => (await box.health()).broker.state).toBe('ready');
  });
});
