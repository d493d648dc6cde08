import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateAuthority } from './certificates.ts';
import { exampleConfig } from './example-config.ts';
import { Mosquitto } from './mosquitto.ts';
import { tempFolder } from './temp-folder.ts';

/** The broker of the examples, and the authority that it trusts. It goes with the test. */
export async function guardedBroker(): Promise<{
  readonly broker: Mosquitto;
  readonly authority: CertificateAuthority;
}> {
  const folder = tempFolder();
  const authority = await CertificateAuthority.create();
  const server = await authority.sign({ commonName: 'broker' });
  writeFileSync(join(folder, 'acl'), exampleConfig('mosquitto.acl', {}));
  const broker = await Mosquitto.startWith((port) =>
    exampleConfig('mosquitto.conf', {
      'listener 8883': `listener ${port} 127.0.0.1`,
      '/etc/mosquitto/ak/ca.crt': authority.certificateFile,
      '/etc/mosquitto/ak/server.crt': server.certificateFile,
      '/etc/mosquitto/ak/server.key': server.keyFile,
      '/etc/mosquitto/ak/mosquitto.acl': join(folder, 'acl'),
      'user mosquitto': 'user root',
      '/var/lib/mosquitto/': `${folder}/`,
    }),
  );
  return { broker, authority };
}
