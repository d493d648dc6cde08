import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyFinding } from '../../../provisioning/box/check/key-files.ts';
import { emptyBox } from './around.ts';

const asRoot = test.skipIf(process.getuid?.() !== 0);

/** A box whose config names a password that somebody has brought. */
function boxWithPassword() {
  const { places, put } = emptyBox();
  chmodSync(places.settings, 0o755);
  put(places.config, JSON.stringify({ library: { login: { passwordFile: '/srv/sip2-password' } } }), 0o640);
  put(join(places.root, 'srv/sip2-password'), 'hemligt', 0o600);
  return { places, put, password: join(places.root, 'srv/sip2-password') };
}

test('an open key, also of a database that was put aside, is told with what puts it right', () => {
  const { places, put, password } = boxWithPassword();
  expect(keyFinding(places)).toMatchObject({ sign: 'ok' });
  const aside = join(places.data, 'kiosk.sqlite.broken-2026-11-30T020000.000Z');
  for (const file of [join(places.data, 'admin-token'), aside, password]) put(file, 'x', 0o644);

  const { sign, says, todo } = keyFinding(places);

  expect(sign).toBe('fault');
  for (const file of [join(places.data, 'admin-token'), aside, password]) expect(says).toContain(file);
  const [commands = ''] = todo?.split('. ') ?? [];
  const self = `${process.getuid?.()}:${process.getgid?.()}`;
  execFileSync('/bin/sh', ['-ec', commands.replaceAll(' ak-controller: ', ` ${self} `)]);
  expect(keyFinding(places)).toMatchObject({ sign: 'ok' });
});

asRoot('a password of root’s that the controller’s group may read is no fault, as it is none to the controller', () => {
  const { places, put, password } = boxWithPassword();
  const [user, group] = [12_345, 12_346];
  put(join(places.root, 'etc/passwd'), `root:x:0:0::/:/bin/sh\nak-controller:x:${user}:${group}::/:/bin/false\n`);
  put(join(places.root, 'etc/group'), `root:x:0:\nak-controller:x:${group}:\n`);
  for (const folder of [places.data, places.keys]) chownSync(folder, user, group);
  chownSync(password, 0, group);
  chmodSync(password, 0o640);
  expect(keyFinding(places)).toMatchObject({ sign: 'ok' });

  chmodSync(password, 0o644);
  expect(keyFinding(places)).toMatchObject({ sign: 'fault', says: expect.stringContaining(password) });
});
