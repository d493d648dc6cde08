import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OfficeId, OperatorId } from '../../../device/contract/ids.ts';
import { wantedChanges } from '../../../provisioning/box/re-key/wanted-changes.ts';
import type { Bundle } from '../../../provisioning/bundle/bundle.ts';
import { sealBundle } from '../../../provisioning/bundle/seal-bundle.ts';
import type { Places } from '../../../provisioning/files/places.ts';
import { putFile } from '../../../provisioning/files/put-file.ts';
import { CertificateAuthority } from '../../support/certificates.ts';
import { tempFolder } from '../../support/temp-folder.ts';

export const PASSPHRASE = 'correct horse battery staple';

/** One whose parts are all wired, and are not there on a build machine. */
function boxConfig(brokerUrl: string | null, office: string): Bundle['config'] {
  const broker = {
    ...{ mode: 'mqtt' as const, urls: [brokerUrl ?? ''], caFile: '/etc/ak/ca.pem' },
    ...{ certFile: '/etc/ak/box.crt', keyFile: '/etc/ak/keys/box.key' },
  };
  return {
    schemaVersion: 1,
    provisioned: true,
    office: { operator: 'kommunen', id: office, name: 'Storgatan', openingHours: '24/7', seats: 24, maxPersons: 40 },
    policy: 'open',
    relayBoards: [{ id: 'rack', kind: 'modbus', path: '/dev/serial/by-id/none' }],
    doors: [
      {
        ...{ id: 'entrance', name: 'Entrén', driver: 'wired' },
        strike: { via: 'board', board: 'rack', relay: 1 },
      },
    ],
    readers: [
      { id: 'outside', door: 'entrance', driver: 'pn532', direction: 'in', path: '/dev/serial/by-id/no-reader' },
    ],
    ...(brokerUrl === null ? {} : { broker }),
    api: { port: 7380 },
  };
}

const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

/** An operator, who makes bundles for one office of theirs. */
export class TestOperator {
  readonly #signing = generateKeyPairSync('ed25519');
  readonly authority: CertificateAuthority;

  private constructor(authority: CertificateAuthority) {
    this.authority = authority;
  }

  static async create(authority?: CertificateAuthority): Promise<TestOperator> {
    return new TestOperator(authority ?? (await CertificateAuthority.create()));
  }

  async bundle(over: Partial<Bundle> & { brokerUrl?: string; officeName?: string } = {}): Promise<Bundle> {
    const { brokerUrl = null, officeName = 'storgatan-1', ...rest } = over;
    const identity = await this.authority.sign({ commonName: `kommunen/${officeName}` });
    return {
      format: 'ak-bundle/1',
      operator: OperatorId.parse('kommunen'),
      office: OfficeId.parse(officeName),
      serial: 1,
      issuedAt: '2026-11-01T12:00:00Z',
      config: boxConfig(brokerUrl, officeName),
      brokerAuthority: this.authority.cert,
      brokerCertificate: identity.cert,
      brokerKey: identity.key,
      credentialKey: Buffer.alloc(32, 7).toString('base64'),
      operatorKey: spki(this.#signing.publicKey),
      releaseKey: null,
      ...rest,
    };
  }

  /** The bundle as a file, and its passphrase as another. */
  async files(bundle: Bundle): Promise<readonly string[]> {
    const sealed = await sealBundle(bundle, {
      ...{ operatorKey: this.#signing.privateKey, passphrase: PASSPHRASE, workFactor: 4 },
    });
    if (!sealed.ok) throw new Error(sealed.error.detail);
    const folder = tempFolder();
    const [file, passphrase] = [join(folder, 'office.akb'), join(folder, 'passphrase')];
    writeFileSync(file, sealed.value);
    writeFileSync(passphrase, `${PASSPHRASE}\n`);
    return ['--bundle', file, '--passphrase-file', passphrase];
  }
}

/** What `box install` leaves of a bundle. */
export function putBundle(bundle: Bundle, places: Places): void {
  putFile({ path: places.operatorKey, content: bundle.operatorKey, mode: 0o644, owner: null });
  for (const { path, content, mode } of wantedChanges(bundle, places, false))
    if (content !== null) putFile({ path, content, mode, owner: null });
}

/** Of a bundle, all that nobody may read in what a command says. */
export function secretsOf(bundle: Bundle): readonly string[] {
  const lines = bundle.brokerKey.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  return [...lines, bundle.credentialKey, PASSPHRASE];
}
